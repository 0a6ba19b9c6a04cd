//! Each document's text, and that the PDF says exactly that.

use crate::reader::{letters, read};
use crate::samples::{PRESS, TEMPLATES, can_print, paper};

/// The documents of the list in the rules digest: code, name, and what each must tell whatever it is about. A snapshot can be recorded
/// anew with a line gone; this list is what the law or the form asks for.
const LIST: &[(&str, &str, &[&str])] = &[
    (
        "D01",
        "信访事项登记表",
        &["登记编号", "信访形式", "主要诉求", "问题属地"],
    ),
    ("D02", "信访事项告知书", &["收悉", "职责范围", "查询码"]),
    (
        "D03",
        "受理告知书",
        &["第三十四条", "前办结", "受理日期", "经办联系"],
    ),
    ("D04", "不予受理告知书", &["经审查", "不予受理", "根据"]),
    (
        "D05",
        "不再受理告知书",
        &["信访复核意见书", "第三十六条第三款", "新的事实、理由"],
    ),
    (
        "D06",
        "转送函",
        &["转送事项编号", "转送依据", "5个工作日内提出异议"],
    ),
    (
        "D07",
        "交办函",
        &["前反馈办理结果", "交办依据", "5个工作日内提出异议"],
    ),
    ("D08", "异议（退回）说明", &["理由", "依据", "交还材料"]),
    (
        "D09",
        "办结报告",
        &[
            "签发人",
            "办理过程",
            "调查核实情况",
            "处理结果",
            "答复信访人情况",
        ],
    ),
    ("D10", "延期办理告知书", &["第三十四条", "负责人", "受理"]),
    (
        "D11",
        "信访处理意见书",
        &[
            "信访请求",
            "事实和理由",
            "处理意见",
            "法律法规等依据",
            "30日内",
            "复查",
        ],
    ),
    (
        "D12",
        "复查（复核）受理告知书",
        &["不服", "第三十五条", "前作出复查意见"],
    ),
    (
        "D13",
        "复查（复核）不予受理告知书",
        &["不服", "经审查", "不予受理"],
    ),
    (
        "D14",
        "信访复查意见书",
        &[
            "申请人",
            "被申请人",
            "申请人的请求",
            "查明的事实",
            "理由和依据",
            "30日内",
            "复核",
        ],
    ),
    (
        "D15",
        "信访复核意见书",
        &[
            "申请人的请求",
            "查明的事实",
            "复核意见",
            "终结意见",
            "同一事实和理由",
        ],
    ),
    (
        "D16",
        "检举控告处理情况告知书",
        &["反映的主要问题", "核查情况、处理结果和依据"],
    ),
    ("D17A", "答辩通知书", &["5日内", "证据、依据"]),
    ("D17B", "答辩意见", &["对申请人请求的意见", "证据清单"]),
    ("D18A", "听证告知书", &["拟举行听证", "书面答复"]),
    (
        "D18B",
        "听证通知书",
        &["主持人", "听证员", "携带", "利害关系"],
    ),
    (
        "D18C",
        "听证笔录",
        &["主持人", "听证员", "参加人", "最后陈述", "信访人签名"],
    ),
    ("D18D", "听证报告", &["听证认定的事实", "听证结论"]),
    (
        "D19",
        "调查笔录",
        &["不少于二人", "出示工作证件", "宣读", "被调查人签名"],
    ),
    (
        "D20",
        "送达回证",
        &[
            "送达文书",
            "文号",
            "受送达人",
            "送达方式",
            "送达日期",
            "送达人签名",
        ],
    ),
    ("D21", "督办函", &["前将办理情况书面反馈", "编号"]),
    (
        "D22",
        "三项建议书",
        &["存在的问题", "建议", "第四十条", "书面反馈采纳情况"],
    ),
    (
        "D23",
        "人民调解协议书",
        &[
            "当事人",
            "争议事项",
            "协议内容",
            "履行方式和期限",
            "人民调解员签名",
            "委员会印章",
        ],
    ),
    (
        "D24",
        "调解（和解）协议书",
        &["自愿", "甲方", "乙方", "不影响当事人依法行使诉讼"],
    ),
    (
        "D25",
        "自愿息诉承诺",
        &["自愿", "可以随时撤回", "不影响本人依法"],
    ),
    (
        "D26",
        "司法确认申请书",
        &["证件号码", "住", "电话", "请求事项"],
    ),
    (
        "D27",
        "信访情况年度报告",
        &[
            "签发人",
            "第四十一条",
            "数据统计",
            "转送、交办、督办情况",
            "采纳情况",
        ],
    ),
    (
        "D28",
        "重大紧急信访信息报告",
        &[
            "时间、地点和人员",
            "主要诉求和起因",
            "已采取的措施",
            "动态和趋势",
        ],
    ),
];

#[test]
fn every_document_of_the_list_has_a_template_that_tells_what_it_must() {
    for (code, name, tells) in LIST {
        let template = TEMPLATES.get(code);
        let template = template.unwrap_or_else(|| panic!("{code} has no template"));
        assert_eq!(template.name, *name, "{code}");
        assert!(!template.article.is_empty(), "{code} rests on nothing");
        let text = paper(code).text();
        for part in *tells {
            assert!(text.contains(part), "{code} does not tell {part}: {text}");
        }
    }
    for number in 1..=28 {
        let code = format!("D{number:02}");
        assert!(
            LIST.iter().any(|(listed, ..)| listed.starts_with(&code)),
            "{code} is not looked at"
        );
    }
    let shipped = TEMPLATES.iter().filter(|one| one.code.starts_with('D'));
    assert_eq!(shipped.count(), LIST.len(), "one more is not looked at");
}

#[test]
fn each_document_reads_as_recorded() {
    for template in TEMPLATES.iter() {
        insta::assert_snapshot!(template.code.as_str(), paper(&template.code).text());
    }
}

#[test]
fn the_text_of_each_pdf_can_be_selected_and_is_the_documents_own() {
    if !can_print() {
        return;
    }
    for template in TEMPLATES.iter() {
        let paper = paper(&template.code);
        let printed = letters(&read(&PRESS.pdf(&paper).unwrap()));
        for line in paper.text().lines() {
            for words in line.split(['　', ' ']).filter(|words| !words.is_empty()) {
                assert!(
                    printed.contains(words),
                    "{}: “{words}” is not in the PDF: {printed}",
                    template.code
                );
            }
        }
    }
}

#[test]
fn a_notice_fits_one_page() {
    if !can_print() {
        return;
    }
    for code in [
        "D02", "D03", "D04", "D05", "D10", "D12", "D13", "D16", "D17A", "D18A", "D18B",
    ] {
        assert_eq!(read(&PRESS.pdf(&paper(code)).unwrap()).len(), 1, "{code}");
    }
}

#[test]
fn the_same_paper_prints_to_the_same_bytes() {
    if !can_print() {
        return;
    }
    let paper = paper("D11");
    assert_eq!(PRESS.pdf(&paper).unwrap(), PRESS.pdf(&paper).unwrap());
}
