//! Proof of service: by any of the lawful ways, and tries that failed.

use std::io::{Read, Write};
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::{DocumentId, MatterId, Refusal};
use matter::{Attachment, Command, Document, DocumentCommand, ServiceMethod};

use crate::{Basis, Moment, Office, OfficeError};

/// How long a text message gateway may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a document was served, or not.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Which.
    pub document: DocumentId,
    /// How.
    pub method: ServiceMethod,
    /// The day of receipt, or of the try.
    pub on: Date,
    /// Item number, who signed, or other proof; why it failed, for a try that did.
    pub words: String,
    /// Whether it reached whom it is for.
    pub reached: bool,
    /// A picture of the signature or the posting slip.
    pub picture: Option<Attachment>,
}

impl Office {
    /// Records a service or a failed try, with the picture that proves it.
    ///
    /// # Errors
    /// As for [`Office::act`].
    pub fn deliver_document(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: impl Into<Basis>,
        delivery: Delivery,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let Basis { version, once } = based_on.into();
        self.once_with_matter(viewer, id, once, moment, move |mut file| {
            file.unchanged_since(version)?;
            let Delivery {
                document,
                method,
                on,
                words,
                reached,
                picture,
            } = delivery;
            let proof = match &picture {
                Some(picture) if reached => format!("{words}（附件：{}）", picture.name),
                _ => words.clone(),
            };
            let command = if reached {
                DocumentCommand::Serve {
                    document,
                    method,
                    on,
                    proof,
                }
            } else {
                DocumentCommand::Fail {
                    document,
                    method,
                    on,
                    reason: words,
                }
            };
            let mut commands = vec![Command::Document(command)];
            commands.extend(picture.map(Command::Attach));
            for command in commands {
                let events = file.desk.decide(&file.matter, command)?;
                file.desk.append(file.writing, &mut file.matter, &events)?;
            }
            Ok(())
        })
    }

    /// Keeps the signed and sealed copy of a document, a file that [`Office::keep_upload`] took.
    ///
    /// # Errors
    /// As for [`Office::act`].
    pub fn keep_signed(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: impl Into<Basis>,
        (document, attachment): (DocumentId, Attachment),
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let keep = DocumentCommand::KeepSigned {
            document,
            attachment,
        };
        self.act(viewer, id, based_on, Command::Document(keep), moment)
    }

    /// What a text message about a document says unless somebody writes otherwise. It names no person and no matter.
    pub fn sms_text(&self, document: &Document) -> String {
        let address = &self.documents().settings().address;
        let how = if address.is_empty() {
            "请凭登记编号和查询码查询，或到窗口领取".to_owned()
        } else {
            format!(
                "请凭登记编号和查询码到 {}/track 查询，或到窗口领取",
                address.trim_end_matches('/')
            )
        };
        format!(
            "【{}】您的信访事项有新的文书：{}（{}）。{how}。",
            self.org().unit_name(document.unit),
            document.content.title,
            document.content.number
        )
    }

    /// Sends a text message through the gateway and records what it answered: exit code 0 is a service, any other a failed
    /// try. The number is in the gateway's environment, never in its arguments, which other users of the machine can read.
    ///
    /// # Errors
    /// No gateway, no telephone number, or as for [`Office::act`]. That the gateway failed is no error here.
    pub fn send_sms(
        &self,
        viewer: &Viewer,
        id: MatterId,
        based_on: impl Into<Basis>,
        (document, text): (DocumentId, String),
        moment: Moment,
    ) -> Result<bool, OfficeError> {
        let gateway = self.documents().settings().sms.clone();
        if gateway.is_empty() {
            return Err(Refusal::input(
                "没有配置短信网关，请在数据目录的 documents.toml 写明 sms 命令，或改用其他送达方式",
                "no text message gateway is configured: name it in documents.toml, or serve in another way",
            )
            .into());
        }
        let based_on = based_on.into();
        if let Some(once) = &based_on.once
            && self.was_done(once, moment)?
        {
            return Err(OfficeError::DoneBefore);
        }
        let reason = "短信送达".to_owned();
        let people = self.show_identity(viewer, id, reason, moment)?;
        let phone = people
            .iter()
            .map(|person| person.phone.as_str())
            .find(|phone| !phone.is_empty());
        let Some(phone) = phone else {
            return Err(Refusal::input(
                "信访人没有留电话，请改用其他送达方式",
                "the petitioner left no telephone number; serve in another way",
            )
            .into());
        };
        let (reached, words) = match run(&gateway, phone, &text) {
            Ok(()) => (true, "短信网关退出码 0".to_owned()),
            Err(why) => (false, why),
        };
        let delivery = Delivery {
            document,
            method: ServiceMethod::Sms,
            on: moment.today(),
            words,
            reached,
            picture: None,
        };
        self.deliver_document(viewer, id, based_on, delivery, moment)?;
        Ok(reached)
    }
}

/// Runs the gateway with the text on its standard input.
fn run(gateway: &[String], phone: &str, text: &str) -> Result<(), String> {
    let (program, arguments) = gateway.split_first().ok_or("没有配置短信网关")?;
    let mut child = Process::new(program)
        .args(arguments)
        .env("HUIYIN_SMS_TO", phone)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("短信网关 {program} 无法启动：{error}"))?;
    if let Some(mut input) = child.stdin.take() {
        // A gateway that does not read is judged by its exit code.
        let _ = input.write_all(text.as_bytes());
    }
    let began = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if began.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("短信网关 {} 秒内没有答复", PATIENCE.as_secs()));
            }
            Err(error) => return Err(format!("短信网关出错：{error}")),
        }
    };
    if status.success() {
        return Ok(());
    }
    let code = status
        .code()
        .map_or("无".to_owned(), |code| code.to_string());
    let mut said = Vec::new();
    if let Some(errors) = child.stderr.take() {
        let _ = errors.take(400).read_to_end(&mut said);
    }
    let said = String::from_utf8_lossy(&said);
    let said = said.lines().next().unwrap_or_default().trim();
    Err(format!("短信网关退出码 {code}：{said}"))
}
