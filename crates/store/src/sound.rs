//! What a check asks besides the replay: the database's own pages and indexes, the places of entries, counters, accounts.

use crate::engine::{Connection, values};
use crate::tables::counters;
use crate::verify::{self, Report};
use crate::{StoreError, engine, tables};
use kernel::StreamId;

/// The most lines the database is asked for; more of the same kind help nobody.
const MOST: i64 = 20;

/// Reads every page of the database and compares every index with its table.
pub(crate) fn pages(connection: &Connection, report: &mut Report) -> Result<(), StoreError> {
    for line in engine::all_damage(connection, MOST)? {
        // An index is derived and made anew; anything else is damage to what is kept.
        let mend = if line.contains("index") {
            "请运行 huiyin rebuild；若仍如此，请从备份恢复"
        } else {
            "请从备份恢复"
        };
        report.add(None, None, format!("数据库文件有损坏（{line}），{mend}"));
    }
    Ok(())
}

/// Whatever can be asked with one query over the tables as they stand.
pub(crate) fn tables(connection: &Connection, report: &mut Report) -> Result<(), StoreError> {
    misplaced(connection, report)?;
    for (name, given, used) in counters::behind(connection)? {
        report.add(
            None,
            None,
            format!(
                "计数器 {name} 为 {given}，已用到 {used}，新的登记会重号，请运行 huiyin rebuild"
            ),
        );
    }
    unknown(connection, report)?;
    if tables::misc::setting(connection, "office-name")?.is_none_or(|name| name.trim().is_empty()) {
        report.add(None, None, "缺少信访部门的名称，请从备份恢复".to_owned());
    }
    Ok(())
}

/// An entry is found under the key of its matter and version; under another it is missing from its file.
fn misplaced(connection: &Connection, report: &mut Report) -> Result<(), StoreError> {
    let found: Vec<(i64, i64)> = connection.all(
        "SELECT seq, matter FROM entries WHERE key <> matter * 16777216 + version \
         ORDER BY seq LIMIT ?1",
        values![MOST],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (seq, matter) in found {
        report.add(
            Some(seq),
            verify::matter(StreamId(matter)),
            format!(
                "{}的记录（序号 {seq}）不在应有的位置：被移动过，请从备份恢复",
                verify::whose(StreamId(matter))
            ),
        );
    }
    Ok(())
}

/// Rows that refer to nothing: each query counts them.
fn unknown(connection: &Connection, report: &mut Report) -> Result<(), StoreError> {
    for (what, count) in [
        (
            "个信访人没有密封的身份信息",
            "SELECT COUNT(DISTINCT petitioner) FROM petition_people \
             WHERE petitioner NOT IN (SELECT id FROM petitioners)",
        ),
        (
            "个登录名不属于任何岗位的人员",
            "SELECT COUNT(*) FROM accounts WHERE person NOT IN (SELECT person FROM posts) OR TRIM(login) = ''",
        ),
        (
            "个登录会话不属于任何岗位",
            "SELECT COUNT(*) FROM sessions s WHERE NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = s.post AND p.person = s.person) \
             OR NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person = s.person)",
        ),
        (
            "个表单标记指向不存在的信访件",
            "SELECT COUNT(*) FROM once WHERE petition NOT IN (SELECT id FROM petitions)",
        ),
        (
            "个信访件的查询码数据缺失",
            "SELECT COUNT(*) FROM petitions WHERE id >= (SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'codes-salted-from') \
             AND id NOT IN (SELECT petition FROM code_salts)",
        ),
        (
            "个查询码数据不属于任何信访件",
            "SELECT COUNT(*) FROM code_salts WHERE petition NOT IN (SELECT id FROM petitions)",
        ),
    ] {
        let rows: i64 = connection.only(count, values![], |row| row.get(0))?;
        if rows > 0 {
            report.add(None, None, format!("有 {rows} {what}，请从备份恢复"));
        }
    }
    if tables::codes::salted_from(connection)?.is_none() {
        report.add(None, None, "缺少查询码的起始记录，请从备份恢复".to_owned());
    }
    Ok(())
}
