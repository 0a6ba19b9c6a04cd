//! The whole check: the ledger, tables and files by the store, and what only the keys can open.

use argon2::PasswordHash;
use kernel::{PetitionId, PetitionerId};
use store::tables::{accounts, codes, people};
use store::verify::Report;
use store::{Connection, Store, StoreError};

use crate::vault::Vault;
use crate::{OfficeError, keys};

/// Checks a data folder: chains, tables, indexes and files, then every sealed identity and every query code's salt.
///
/// # Errors
/// Only when the check itself cannot run; what it finds stands in the report.
pub fn verify(store: &Store, progress: &mut dyn FnMut(u64)) -> Result<Report, OfficeError> {
    let mut report = store::verify::verify(store, progress)?;
    let reader = store.reader()?;
    let outcome = sealed(&reader, store, &mut report);
    match outcome {
        Err(OfficeError::Store(StoreError::Database(error))) => {
            report.add(
                None,
                None,
                format!("密封信息读取出错（{error}），请从备份恢复"),
            );
        }
        other => other?,
    }
    report.finish();
    Ok(report)
}

fn sealed(reader: &Connection, store: &Store, report: &mut Report) -> Result<(), OfficeError> {
    passwords(reader, report)?;
    let vault = match Vault::open(store.dir()) {
        Ok(vault) => vault,
        Err(error) => {
            report.add(None, None, format!("{error}；身份信息和查询码未能核验"));
            return Ok(());
        }
    };
    if keys::fit(reader, &vault)? == Some(false) {
        report.add(None, None, keys::foreign(store.dir()).to_string());
        return Ok(());
    }
    identities(reader, &vault, report)?;
    salts(reader, &vault, report)
}

/// Each identity opens for its own number, and is the person its keyed hash says.
fn identities(reader: &Connection, vault: &Vault, report: &mut Report) -> Result<(), OfficeError> {
    people::each(reader, |PetitionerId(id), sealed, same| {
        let problem = match vault.unseal(PetitionerId(id), sealed) {
            Err(_) => "无法打开：被改动，或者是别人的",
            Ok(identity) if vault.same_person(&identity).as_deref() != same => {
                "与其识别码不符：被改动，或者是别人的"
            }
            Ok(_) => return,
        };
        report.add(
            None,
            None,
            format!("信访人 {id} 的身份信息{problem}，请从备份恢复"),
        );
    })?;
    Ok(())
}

fn salts(reader: &Connection, vault: &Vault, report: &mut Report) -> Result<(), OfficeError> {
    codes::each(reader, |PetitionId(id), sealed| {
        if vault.open_salt(PetitionId(id), sealed).is_err() {
            report.add(
                None,
                None,
                format!("信访件 {id} 的查询码数据被改动，请从备份恢复"),
            );
        }
    })?;
    Ok(())
}

/// A password that is no password hash lets nobody in.
fn passwords(reader: &Connection, report: &mut Report) -> Result<(), OfficeError> {
    for (_, login, _) in accounts::logins(reader)? {
        let kept = accounts::account(reader, &login)?;
        if kept.is_some_and(|account| PasswordHash::new(&account.password).is_err()) {
            report.add(
                None,
                None,
                format!("登录名“{login}”的密码数据已损坏，请管理员重设密码"),
            );
        }
    }
    Ok(())
}
