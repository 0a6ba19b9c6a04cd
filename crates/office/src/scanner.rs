//! A look at each file before it is kept, by a program of the office's choice: `files.toml` in the data folder.
//!
//! ```toml
//! scan = ["/usr/bin/clamdscan", "--no-summary", "-"] # the file on standard input; exit code 0 lets it pass
//! ```

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kernel::Refusal;
use serde::Deserialize;
use store::Incoming;

use crate::OfficeError;

/// The file in the data folder.
const FILE: &str = "files.toml";
/// How long the program may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program that looks, where there is one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Scanner {
    /// The program and its arguments. Empty where there is none.
    scan: Vec<String>,
}

/// What became of a look.
enum Looked {
    Passed,
    Refused,
    /// It could not look.
    Failed(String),
}

impl Scanner {
    /// Reads the setting; a folder without the file has no scanner.
    ///
    /// # Errors
    /// What is wrong in the file.
    pub fn read(dir: &Path) -> Result<Self, OfficeError> {
        match std::fs::read_to_string(dir.join(FILE)) {
            Ok(text) => toml::from_str(&text)
                .map_err(|error| OfficeError::Input(format!("{FILE} 格式有误：{error}"))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(OfficeError::Input(format!(
                "{FILE} 无法读取，请存为 UTF-8 文本：{error}"
            ))),
        }
    }

    /// Lets a file pass or not. A scanner that cannot look lets nothing pass.
    ///
    /// # Errors
    /// A refusal that names the file.
    pub fn look(&self, name: &str, file: &Incoming) -> Result<(), OfficeError> {
        let Some((program, arguments)) = self.scan.split_first() else {
            return Ok(());
        };
        match run(program, arguments, file.reader()?) {
            Looked::Passed => Ok(()),
            Looked::Refused => Err(Refusal::input(
                format!("文件“{name}”没有通过安全检查，没有收下。请换一个文件，例如重新拍照或者另存为PDF"),
                format!("{name} did not pass the security check and was not taken; send another file, such as a new photograph or a PDF"),
            )
            .into()),
            Looked::Failed(why) => {
                tracing::error!(program, why, "the file scanner does not work");
                Err(Refusal::missing(
                    format!("安全检查程序没有运行，文件“{name}”暂时不能收下。文字可以照常提交，文件请稍后补充"),
                    format!("the security check does not run, so {name} cannot be taken now; send the text and add the file later"),
                )
                .into())
            }
        }
    }
}

fn run(program: &str, arguments: &[String], file: File) -> Looked {
    let started = Command::new(program)
        .args(arguments)
        .stdin(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => return Looked::Failed(error.to_string()),
    };
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Looked::Passed,
            Ok(Some(status)) if status.code().is_some() => return Looked::Refused,
            Ok(Some(_)) => return Looked::Failed("ended by a signal".to_owned()),
            Ok(None) if began.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Looked::Failed(format!("no answer in {} s", PATIENCE.as_secs()));
            }
            Err(error) => return Looked::Failed(error.to_string()),
        }
    }
}
