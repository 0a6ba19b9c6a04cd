//! Everything a post or a petitioner may be allowed to do, one button each.

use kernel::coded;

coded! {
    /// The name of each command: what a button says and what a right is given for.
    Action {
        /// Check an arrival from the public page.
        Register = "register", "登记确认", "Register";
        /// Send to the competent organ.
        Transfer = "transfer", "转送", "Transfer";
        /// Send with a report date.
        Assign = "assign", "交办", "Assign";
        /// Say that one is not competent.
        Object = "object", "提出异议", "Object";
        /// Agree to an objection and take the matter back.
        AgreeObjection = "agree_objection", "同意异议并收回", "Agree and take back";
        /// Reject an objection.
        RejectObjection = "reject_objection", "不同意异议", "Reject the objection";
        /// Accept.
        Accept = "accept", "受理", "Accept";
        /// Not accept, on a ground.
        NotAccept = "not_accept", "不予受理", "Not accept";
        /// No longer accept, on a ground.
        NoLongerAccept = "no_longer_accept", "不再受理", "No longer accept";
        /// Tell the petitioner the proper route or organ.
        Redirect = "redirect", "告知另提或导入法定途径", "Name the proper route";
        /// Report to the own committee or government.
        ReportUp = "report_up", "报请决定", "Report for decision";
        /// Decide on such a report.
        DecideReport = "decide_report", "作出决定", "Decide on the report";
        /// Put a dispute to the common superior or the joint conference.
        ReferDispute = "refer_dispute", "提请裁定", "Refer the dispute";
        /// Name the unit that accepts.
        SettleDispute = "settle_dispute", "裁定受理单位", "Name the accepting unit";
        /// Ask another unit to co-handle.
        AskCoHandler = "ask_co_handler", "增加协办单位", "Ask a unit to co-handle";
        /// Give a co-handling contribution.
        Contribute = "contribute", "反馈协办意见", "Give the contribution";
        /// Do without a contribution.
        EndCoHandling = "end_co_handling", "撤回协办", "Do without a contribution";
        /// Guide a visitor to the right level.
        Guide = "guide", "引导来访", "Guide the visitor";
        /// Find the lawful route of a demand.
        Classify = "classify", "甄别途径", "Find the lawful route";
        /// Lead demands into another procedure.
        LeadIn = "lead_in", "导入法定途径", "Lead into another procedure";
        /// Give the notice on a route-five demand.
        ReplyDuty = "reply_duty", "告知处理情况", "Notice on the complaint";
        /// Record that an inquiry is concluded.
        ConcludeInquiry = "conclude_inquiry", "查办办结", "Conclude the inquiry";
        /// Handle in simplified form.
        Simplify = "simplify", "适用简易办理", "Handle in simplified form";
        /// Go back to the ordinary procedure.
        UseOrdinary = "use_ordinary", "转为普通程序", "Use the ordinary procedure";
        /// Hear the petitioner.
        Hear = "hear", "听取陈述", "Hear the petitioner";
        /// Lengthen the handling period.
        Extend = "extend", "延期", "Extend";
        /// Ask the head for an extension.
        AskExtension = "ask_extension", "申请延期", "Ask for an extension";
        /// Take such a request back.
        TakeBackExtension = "take_back_extension", "撤回延期申请", "Take the request back";
        /// Refuse such a request.
        RefuseExtension = "refuse_extension", "不同意延期", "Refuse the extension";
        /// Record a handling opinion that was signed on paper.
        IssueOpinion = "issue_opinion", "登记纸质签发", "Record an opinion signed on paper";
        // The reply desk: see `desk`.
        /// Draft the opinion line by line.
        DraftReply = "draft_reply", "起草答复", "Draft the reply";
        /// Give the draft to an approver.
        SubmitReply = "submit_reply", "送审", "Submit for approval";
        /// Note that one has read the draft.
        LookAtReply = "look_at_reply", "已阅", "Mark as read";
        /// Send the draft back.
        SendBackReply = "send_back_reply", "退回修改", "Send back";
        /// Sign the draft.
        SignReply = "sign_reply", "签发", "Sign";
        /// Take a signature back before the opinion is issued.
        TakeBackReply = "take_back_reply", "撤回签发", "Take the signature back";
        /// Reply to a suggestion.
        ReplySuggestion = "reply_suggestion", "答复建议", "Reply to the suggestion";
        /// Feed back on an accusation.
        ReplyAccusation = "reply_accusation", "反馈检举控告", "Feed back on the accusation";
        /// Record service.
        Serve = "serve", "送达", "Serve";
        /// Close.
        Close = "close", "办结", "Close";
        /// Add a demand.
        AddDemand = "add_demand", "补充诉求", "Add a demand";
        /// Name who is accused.
        NameAccused = "name_accused", "登记被检举控告人", "Name the accused";
        /// Join this matter to another.
        Join = "join", "并入", "Join";
        /// Undo a join.
        UndoJoin = "undo_join", "撤销并入", "Undo the join";
        /// Mark as related.
        Relate = "relate", "标为相关", "Mark as related";
        /// Add a note.
        Note = "note", "备注", "Note";
        /// Add a file.
        Attach = "attach", "添加附件", "Attach";
        /// Ask to see a sealed identity.
        RequestIdentity = "request_identity", "申请查看身份", "Ask to see identity";
        /// Agree to such a request.
        ConsentIdentity = "consent_identity", "同意查看身份", "Agree to show identity";
        /// See name and contacts.
        ShowIdentity = "show_identity", "查看身份", "Show identity";
        /// Rate.
        Rate = "rate", "评价", "Rate";
        /// Add something as the petitioner.
        Supplement = "supplement", "补充材料", "Supplement";
        // Oversight: see `oversight`.
        /// Declare an interest of one's own.
        DeclareInterest = "declare_interest", "申报回避", "Declare an interest";
        /// The petitioner asks that someone does not act.
        AskRecusal = "ask_recusal", "申请回避", "Ask for recusal";
        /// Decide on such a request.
        DecideRecusal = "decide_recusal", "决定回避申请", "Decide on recusal";
        /// End a recusal.
        EndRecusal = "end_recusal", "解除回避", "End a recusal";
        /// Order supervision.
        Supervise = "supervise", "督办", "Supervise";
        /// Report back on an order.
        FeedBack = "feed_back", "反馈督办", "Report back";
        /// Sign off an order or send it back.
        SignOff = "sign_off", "督办销号", "Sign off";
        /// Record an inspection on site.
        Inspect = "inspect", "实地督查记录", "Record an inspection";
        /// Give one of the three suggestions.
        Advise = "advise", "提出建议", "Suggest";
        /// Answer a suggestion in writing.
        AnswerAdvice = "answer_advice", "书面反馈建议", "Answer a suggestion";
        /// Report major or urgent information.
        ReportUrgent = "report_urgent", "报告紧急信息", "Report urgent information";
        /// Put the matter before a leader.
        SubmitReading = "submit_reading", "呈阅", "Submit for reading";
        /// Write on it as a leader.
        Instruct = "instruct", "批示", "Instruct";
        /// Report what was done on an instruction.
        ReportTask = "report_task", "报告批示落实", "Report on an instruction";
        /// Record a collective study.
        RecordStudy = "record_study", "集体研究", "Record a study";
        /// A leader takes the case.
        TakeCase = "take_case", "领导包案", "Take the case";
        /// Record a step of the case.
        StepCase = "step_case", "记录包案进展", "Record a step";
        /// End the leader's case.
        EndCase = "end_case", "结束包案", "End the case";
        /// Set the tier.
        SetTier = "set_tier", "确定工作层级", "Set the tier";
        /// File the plan of the tier.
        FilePlan = "file_plan", "报送工作方案", "File the plan";
        /// Assess the matter's risk.
        AssessRisk = "assess_risk", "风险评估", "Assess the risk";
        /// Plan a follow-up.
        PlanFollowUp = "plan_follow_up", "安排回访", "Plan a follow-up";
        /// Record a follow-up.
        FollowUp = "follow_up", "回访", "Follow up";
        /// Archive the file.
        Archive = "archive", "归档", "Archive";
        /// Record service of the acceptance notice.
        NotifyAcceptance = "notify_acceptance", "送达受理告知书", "Serve the acceptance notice";
        /// Issue a document.
        IssueDocument = "issue_document", "制作文书", "Issue a document";
        /// Record how a document was served.
        ServeDocument = "serve_document", "登记文书送达", "Record service of a document";
        /// Cancel a document.
        VoidDocument = "void_document", "作废文书", "Cancel a document";
        /// Ask for review or re-review of an opinion.
        RequestReview = "request_review", "申请复查复核", "Ask for review";
        /// Ask the petitioner to complete a request for review.
        AskReviewSupplement = "ask_review_supplement", "要求补正申请", "Ask to complete the request";
        /// Complete a request for review.
        SupplementReview = "supplement_review", "补正复查复核申请", "Complete the request";
        /// Accept a request for review.
        AcceptReview = "accept_review", "受理复查复核申请", "Accept the review";
        /// Refuse a request for review, with reasons.
        RefuseReview = "refuse_review", "不予受理复查复核", "Refuse the review";
        /// Answer as the organ under review.
        RespondReview = "respond_review", "提交答辩", "Answer as respondent";
        /// Ask a specialist organ in a review.
        ConsultReview = "consult_review", "征询专业意见", "Consult an organ";
        /// Answer as that organ.
        AdviseReview = "advise_review", "答复征询", "Answer the consultation";
        /// Give the review opinion.
        DecideReview = "decide_review", "作出复查复核意见", "Give the review opinion";
        /// Make a re-review opinion public after a hearing.
        PublishReview = "publish_review", "公示复核意见", "Publish the re-review opinion";
        /// Let an unused period end; only the program does.
        LapseReview = "lapse_review", "申请期限届满", "Let the period end";
        /// State new facts and reasons after the end.
        StateNewFacts = "state_new_facts", "提出新的事实和理由", "State new facts";
        /// Decide to hold a hearing.
        DecideHearing = "decide_hearing", "决定举行听证", "Hold a hearing";
        /// Tell the parties time and place.
        NotifyHearing = "notify_hearing", "通知听证", "Give notice of the hearing";
        /// Put the session off.
        PostponeHearing = "postpone_hearing", "延期举行听证", "Put the hearing off";
        /// Record the session.
        HoldHearing = "hold_hearing", "登记听证笔录", "Record the hearing";
        /// Conclude a hearing.
        ConcludeHearing = "conclude_hearing", "作出听证结论", "Conclude the hearing";
        /// Call a hearing off.
        CancelHearing = "cancel_hearing", "取消听证", "Call the hearing off";
        /// Propose mediation or settlement.
        ProposeMediation = "propose_mediation", "提议调解和解", "Propose mediation";
        /// Say whether a side agrees to mediation.
        ConsentMediation = "consent_mediation", "同意或拒绝调解", "Agree to mediation or not";
        /// Record a mediation session.
        MeetMediation = "meet_mediation", "记录调解", "Record a session";
        /// Conclude an agreement.
        AgreeMediation = "agree_mediation", "达成协议", "Record the agreement";
        /// End a mediation without agreement.
        EndMediation = "end_mediation", "终止调解", "End the mediation";
        /// Both sides ask the court to confirm.
        AskConfirmation = "ask_confirmation", "共同申请司法确认", "Ask for judicial confirmation";
        /// Record what the court said.
        RecordConfirmation = "record_confirmation", "登记司法确认结果", "Record the court's ruling";
        /// Watch that a supporting opinion is carried out.
        TrackExecution = "track_execution", "督促执行", "Track execution";
        /// Urge performance.
        UrgeExecution = "urge_execution", "催办履行", "Urge performance";
        /// Report whether it was done.
        ReportExecution = "report_execution", "登记履行情况", "Report performance";
        /// Let the matter wait, by local rule.
        Suspend = "suspend", "中止", "Suspend";
        /// Let it go on.
        Resume = "resume", "恢复办理", "Resume";
        /// End a review or open demands, by local rule.
        Terminate = "terminate", "终止", "Terminate";
        /// Correct the content category.
        SetCategory = "set_category", "调整内容分类", "Set the category";
    }
}
