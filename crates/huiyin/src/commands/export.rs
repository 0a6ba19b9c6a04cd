//! `export`.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use exchange::Format;
use office::Moment;
use store::private;
use store::tables::list::Filter;

use super::{DataDir, Failure, Outcome};
use crate::commands::out::tell;

#[derive(Args)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) data: DataDir,
    /// jsonl、csv 或 xlsx
    #[arg(long, default_value = "jsonl")]
    format: String,
    /// 写入文件；不给则写到标准输出
    #[arg(long, value_name = "文件")]
    out: Option<PathBuf>,
    /// 按该登录名的可见范围导出；不给则导出全部（限数据目录的保管人）
    #[arg(long, value_name = "登录名")]
    login: Option<String>,
    /// 结束时在标准错误输出 JSON
    #[arg(long)]
    json: bool,
}

impl Export {
    pub(super) fn run(self) -> Outcome {
        let format: Format = self
            .format
            .parse()
            .map_err(|_| Failure::new("--format 应为 jsonl、csv 或 xlsx"))?;
        let opened = self.data.open()?;
        let viewer = self
            .login
            .as_deref()
            .map(|login| {
                opened
                    .viewer_of(login)?
                    .ok_or_else(|| Failure::new(format!("没有登录名“{login}”，或没有在任岗位")))
            })
            .transpose()?;
        let filter = Filter::default();
        let export = |out: Out| -> Result<u64, Failure> {
            let out = BufWriter::new(out);
            let (rows, mut out) =
                opened.export(viewer.as_ref(), &filter, format, out, Moment::now())?;
            out.flush()?;
            Ok(rows)
        };
        let rows = match &self.out {
            // Names and texts leave the office: for the owner alone.
            Some(path) => whole(path, |path| Ok(Box::new(private::create_file(path)?)), export)?,
            None => watched(Box::new(io::stdout()), export).map_err(|(failure, full)| {
                if full {
                    Failure::new(
                        "标准输出所在的磁盘已满，导出没有写完，请勿使用；请腾出空间后再导出一次。\n\
                         The disk of the output is full; the export was not finished and is of no use: make room and export again.",
                    )
                } else {
                    failure
                }
            })?,
        };
        if self.json {
            tell!("{{\"exported\":{rows}}}");
        } else {
            tell!("导出 {rows} 件");
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What an export is written to; it remembers whether its disk was full, whatever the format made of that error.
struct Out {
    to: Box<dyn Write + Send>,
    full: Arc<AtomicBool>,
}

impl Out {
    fn note<T>(&self, outcome: io::Result<T>) -> io::Result<T> {
        if outcome.as_ref().is_err_and(store::error::no_room) {
            self.full.store(true, Ordering::Relaxed);
        }
        outcome
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.to.flush();
        self.note(flushed)
    }
}

/// Exports, and says beside a failure whether it was for want of room.
fn watched<T>(
    to: Box<dyn Write + Send>,
    export: impl FnOnce(Out) -> Result<T, Failure>,
) -> Result<T, (Failure, bool)> {
    let full = Arc::new(AtomicBool::new(false));
    let out = Out {
        to,
        full: Arc::clone(&full),
    };
    export(out).map_err(|failure| (failure, full.load(Ordering::Relaxed)))
}

/// Writes a file whole or not at all: a half looks like an export, and an earlier one of that name is still good. A device or a pipe is
/// written as it is.
fn whole<T>(
    path: &Path,
    open: impl FnOnce(&Path) -> io::Result<Box<dyn Write + Send>>,
    export: impl FnOnce(Out) -> Result<T, Failure>,
) -> Result<T, Failure> {
    // A link stays one, and what it leads to is replaced.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if place.exists() && !place.is_file() {
        return watched(open(&place)?, export)
            .map_err(|(failure, full)| if full { no_room(path, "") } else { failure });
    }
    let unfinished = private::beside(&place, "part");
    let of_disk = |error: io::Error| {
        let full = store::error::no_room(&error);
        (Failure::from(error), full)
    };
    let written = open(&unfinished)
        .map_err(of_disk)
        .and_then(|to| watched(to, export))
        .and_then(|made| {
            finish(&unfinished, &place).map_err(of_disk)?;
            Ok(made)
        });
    written.map_err(|(failure, full)| {
        // What could not be made cannot be removed either.
        let _ = fs::remove_file(&unfinished);
        if full {
            no_room(path, "，已删除")
        } else {
            failure
        }
    })
}

/// Only what is on the disk is finished.
fn finish(unfinished: &Path, place: &Path) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .open(unfinished)?
        .sync_all()?;
    private::put_in_place(unfinished, place)
}

fn no_room(path: &Path, removed: &str) -> Failure {
    let path = path.display();
    let gone = if removed.is_empty() {
        ""
    } else {
        " and was removed"
    };
    Failure::new(format!(
        "磁盘已满：{path} 没有写完{removed}；请腾出空间或换一个位置后再导出一次。\n\
         The disk is full: {path} was not finished{gone}; make room or choose another place and export again."
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use office::Office;
    use office::setup::Setup;

    use super::*;

    /// A disk with room for a few bytes more.
    struct Small {
        file: fs::File,
        room: usize,
    }

    impl Write for Small {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.room == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let taken = self.file.write(&bytes[..bytes.len().min(self.room)])?;
            self.room -= taken;
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.file.flush()
        }
    }

    fn an_office(dir: &Path) -> Office {
        let setup = Setup {
            office: "青川县信访局".to_owned(),
            area: None,
            admin: "admin".to_owned(),
            password: "one long enough".to_owned(),
        };
        Office::create(dir, setup).unwrap()
    }

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn an_export_that_finds_no_room_leaves_nothing_half_written_and_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let office = an_office(&dir.path().join("data"));
        let out = tempfile::tempdir().unwrap();
        let path = out.path().join("all.csv");
        for earlier in [None, Some("an earlier export")] {
            if let Some(earlier) = earlier {
                fs::write(&path, earlier).unwrap();
            }
            for format in [Format::Csv, Format::Xlsx] {
                let small = |part: &Path| -> io::Result<Box<dyn Write + Send>> {
                    Ok(Box::new(Small {
                        file: private::create_file(part)?,
                        room: 20,
                    }))
                };
                let export = |out: Out| -> Result<u64, Failure> {
                    let out = BufWriter::new(out);
                    let all = Filter::default();
                    let (rows, mut out) = office.export(None, &all, format, out, Moment::now())?;
                    out.flush()?;
                    Ok(rows)
                };
                let failure = whole(&path, small, export).unwrap_err();
                for words in [
                    "磁盘已满",
                    "没有写完，已删除",
                    "was not finished and was removed",
                    "all.csv",
                ] {
                    assert!(failure.text.contains(words), "{format:?}: {}", failure.text);
                }
                assert_eq!(names(out.path()).len(), usize::from(earlier.is_some()));
                assert_eq!(fs::read_to_string(&path).ok().as_deref(), earlier);
            }
        }
    }

    #[test]
    fn another_failure_is_told_as_what_it_is_and_leaves_nothing_either() {
        let out = tempfile::tempdir().unwrap();
        let path = out.path().join("all.csv");
        let open = |part: &Path| -> io::Result<Box<dyn Write + Send>> {
            Ok(Box::new(private::create_file(part)?))
        };
        let failure = whole(&path, open, |mut out| -> Result<(), Failure> {
            out.write_all(b"half")?;
            Err(Failure::new("别的原因"))
        });
        assert_eq!(failure.unwrap_err().text, "别的原因");
        assert!(names(out.path()).is_empty());
    }

    #[test]
    fn what_is_finished_stands_under_its_name_alone() {
        let out = tempfile::tempdir().unwrap();
        let path = out.path().join("all.csv");
        let open = |part: &Path| -> io::Result<Box<dyn Write + Send>> {
            Ok(Box::new(private::create_file(part)?))
        };
        whole(&path, open, |mut out| Ok(out.write_all(b"all")?)).unwrap();
        assert_eq!(names(out.path()), ["all.csv"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), "all");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_without_room_is_told_alike_and_stays() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        drop(an_office(&data));
        for format in ["csv", "xlsx"] {
            let command = Export {
                data: DataDir::at(&data, &crate::commands::DatabaseAt::default()),
                format: format.to_owned(),
                out: Some(PathBuf::from("/dev/full")),
                login: None,
                json: false,
            };
            let failure = command.run().unwrap_err();
            assert!(
                failure.text.contains("/dev/full 没有写完；"),
                "{}",
                failure.text
            );
            assert!(Path::new("/dev/full").exists());
        }
    }
}
