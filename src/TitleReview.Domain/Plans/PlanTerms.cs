using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>
/// 评审计划的全部约定：通知里的每个数字、日期、措辞都在这里，一条也不在代码里。
/// 存为一份 JSON；发布后不改，改则另立一版。
/// </summary>
public sealed record PlanTerms
{
    // ── 通知 ──

    [Called("名称")] public required string Title { get; init; }
    [Called("年度")] public required int Year { get; init; }
    [Called("组织单位")] public required string Organiser { get; init; }
    [Called("依据的通知")] public required string NoticeNumber { get; init; }

    // ── 何时 ──

    /// <summary>总申报期；专业没有自己的时间段时用它（1.8 第 2 条）。</summary>
    [Called("总申报期", Clause = "window")] public required FilingWindow Window { get; init; }

    [Called("截止的含义", Clause = "deadline")] public DeadlineMeaning Deadline { get; init; }
    [Called("后续安排", Clause = "milestones")] public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    // ── 报什么 ──

    [Called("渠道", Clause = "channels")] public required IReadOnlyList<ChannelTerms> Channels { get; init; }
    [Called("系列（专业）目录", Clause = "catalogue")] public required IReadOnlyList<SeriesTerms> Catalogue { get; init; }

    /// <summary>“以考代评”的专业，不开放申报（TC-01）。</summary>
    [Called("以考代评的专业", Clause = "who")] public IReadOnlyList<string> ExamOnlySpecialties { get; init; } = [];

    // ── 谁能报 ──

    [Called("谁不得申报", Clause = "who")] public required EligibilityTerms Eligibility { get; init; }
    [Called("任职条件", Clause = "criteria")] public IReadOnlyList<CriterionTerms> Criteria { get; init; } = [];
    [Called("高技能人才贯通", Clause = "skilled")] public required SkilledTradesTerms SkilledTrades { get; init; }
    [Called("年度考核", Clause = "appraisal")] public required AppraisalTerms Appraisal { get; init; }
    [Called("继续教育", Clause = "training")] public required TrainingTerms Training { get; init; }
    [Called("语言等级", Clause = "language")] public IReadOnlyList<LanguageTerms> Languages { get; init; } = [];

    // ── 填什么、交什么 ──

    [Called("填报模块")] public required IReadOnlyList<ModuleTerms> Modules { get; init; }
    [Called("材料栏目", Clause = "materials")] public required IReadOnlyList<SlotTerms> Slots { get; init; }
    [Called("几种里任交几种", Clause = "title.evidence")] public IReadOnlyList<SlotGroup> SlotGroups { get; init; } = [];
    [Called("文件", Clause = "materials.format")] public required FileTerms Files { get; init; }
    [Called("业务工作总结", Clause = "summary")] public required SummaryTerms Summary { get; init; }
    [Called("盲评遮盖", Clause = "masking")] public required MaskingTerms Masking { get; init; }
    [Called("承诺书", Clause = "pledge")] public required PledgeTerms Pledge { get; init; }
    [Called("文书", Clause = "letters")] public IReadOnlyList<LetterTerms> Letters { get; init; } = [];

    // ── 提交、补正、公示、审核 ──

    [Called("提交次数", Clause = "submission.limit")] public required SubmissionTerms Submission { get; init; }
    [Called("退回补正", Clause = "fix")] public required FixTerms Fix { get; init; }
    [Called("逐项审核")] public JudgingTerms Judging { get; init; } = new(PassDemand.Checklist);
    [Called("成批办理")] public BulkTerms Bulk { get; init; } = BulkTerms.Usual;
    [Called("单位公示", Clause = "notice")] public required NoticeTerms Notice { get; init; }

    /// <summary>按渠道、单位性质选审批链，第一条合适的算数；最后一条应不限范围。</summary>
    [Called("审批链", Clause = "chain")] public required IReadOnlyList<ApprovalChain> Chains { get; init; }

    [Called("意见的固定措辞", Clause = "opinion")] public required IReadOnlyList<OpinionPreset> Opinions { get; init; }
    [Called("期限之前的提醒")] public ReminderTerms Reminders { get; init; } = ReminderTerms.None;

    // ── 打印、呈报、缴费 ──

    [Called("打印评审表", Clause = "print")] public required PrintTerms Print { get; init; }
    [Called("纸质材料", Clause = "paper")] public PaperTerms Paper { get; init; } = new(PaperMode.None, []);
    [Called("花名册", Clause = "roster")] public required RosterTerms Roster { get; init; }
    [Called("评审费", Clause = "fee")] public required FeeTerms Fees { get; init; }

    // ── 评审 ──

    [Called("答辩", Clause = "defence")] public DefenceTerms Defence { get; init; } = new([], []);
    [Called("评委会与评审会", Clause = "committee")] public CommitteeTerms Committee { get; init; } = new();
    [Called("评议与赋分", Clause = "scoring")] public ScoringTerms Scoring { get; init; } = ScoringTerms.Unset;
    [Called("出席与表决", Clause = "vote")] public VotingTerms Voting { get; init; } = VotingTerms.National;
    [Called("结果公示与复查", Clause = "results")] public ResultTerms Results { get; init; } = ResultTerms.Usual;
    [Called("电子证书", Clause = "certificates")] public CertificateTerms Certificates { get; init; } = CertificateTerms.Usual;

    // ── 责任与联系 ──

    [Called("作假的后果", Clause = "penalty")] public required PenaltyTerms Penalty { get; init; }
    [Called("公示与公开", Clause = "publicity")] public IReadOnlyList<string> Publicity { get; init; } = [];
    [Called("联系与监督", Clause = "contacts")] public required ContactTerms Contacts { get; init; }

    /// <summary>规则出处：规则的键 → 条目编号与通知原句。查不到的键说明这份通知没有这条规则。</summary>
    [Called("规则出处")] public required IReadOnlyDictionary<string, NoticeClause> Clauses { get; init; }

    [Called("矛盾与空缺的处理")] public IReadOnlyList<PlanDecision> Decisions { get; init; } = [];

    public NoticeClause? Clause(string key) => Clauses.GetValueOrDefault(key);

    /// <summary>这个渠道、系列、专业实际适用的申报期。</summary>
    public FilingWindow WindowFor(TitleChoice choice) =>
        Specialty(choice)?.Window ?? Series(choice)?.Window ?? Channel(choice.Channel)?.Window ?? Window;

    public ChannelTerms? Channel(string key) => Channels.FirstOrDefault(c => c.Key == key);

    /// <summary>这份申报走哪条审批链。</summary>
    public ApprovalChain ChainFor(TitleChoice choice, EmployerKind? employer) =>
        Chains.FirstOrDefault(c => c.Scope.Covers(choice, employer)) ?? Chains[^1];

    /// <summary>这一级通过之前要判完哪些；本级没有核对清单的，清单就不强求什么。</summary>
    public PassDemand Demands(OfficeKind stop) =>
        Judging.PassDemands == PassDemand.Checklist && !Chains.Any(c => c.Steps.Any(s => s.Kind == stop && s.Checklist is { Count: > 0 })) ? PassDemand.Nothing : Judging.PassDemands;

    /// <summary>承诺书：年数由计划填入。</summary>
    public string PledgeText() => Pledge.Text.Replace("{处罚年数}", $"{Penalty.PersonYears}", StringComparison.Ordinal);

    /// <summary>计划选用的模块，连同它另加的栏目；免试事由用计划自己的（BZ-32）。</summary>
    public FormModule? Module(string key)
    {
        if (Modules.FirstOrDefault(m => m.Key == key) is not { } terms || FormCatalogue.Module(key) is not { } module) return null;
        if (key == FormCatalogue.Training) module = module with { Fields = [.. module.Fields.Select(WithOwnExemptions)] };
        return terms.ExtraFields is { Count: > 0 } extra ? module with { Fields = [.. module.Fields, .. extra] } : module;
    }

    private FormField WithOwnExemptions(FormField field) => field.Key == "exempt" ? field with { Options = ["否", .. Training.Exemptions.Select(e => e.Name)] } : field;

    public SeriesTerms? Series(TitleChoice choice) => Catalogue.FirstOrDefault(s => s.Name == choice.Series);

    public SpecialtyTerms? Specialty(TitleChoice choice) => Series(choice)?.Specialties.FirstOrDefault(s => s.Name == choice.Specialty);

    /// <summary>拟晋升的职务名称，如“工程师”；目录没有给名称时用系列加级别。</summary>
    public string TitleName(TitleChoice choice) =>
        Specialty(choice)?.TitleNames?.GetValueOrDefault(choice.Grade) ?? Series(choice)?.TitleNames.GetValueOrDefault(choice.Grade) ?? $"{choice.Series}{choice.Grade.Label()}";

    /// <summary>选的这一项是否在目录里、对这类单位开放。</summary>
    public Refusal? WhyNotChoose(TitleChoice choice, EmployerKind employerKind)
    {
        if (!Enum.IsDefined(choice.Path)) return new NotOffered();
        if (ExamOnlySpecialties.Contains(choice.Specialty)) return new ExamOnly(choice.Specialty);
        if (Channel(choice.Channel) is not { } channel || Specialty(choice) is not { } specialty) return new NotOffered();
        if (channel.EmployerKinds.Count > 0 && !channel.EmployerKinds.Contains(employerKind)) return new ChannelNotForEmployer(channel.Name);
        if (!channel.Offers(choice) || !channel.Tracks.Contains(choice.Track)) return new NotOffered();
        if (specialty.Grades.Count > 0 && !specialty.Grades.Contains(choice.Grade) && channel.Grades.Count == 0) return new NotOffered();
        return choice.Path == FilingPath.SkilledTrades && !SkilledTrades.Series.Contains(choice.Series) ? new SkilledTradesNotForSeries(choice.Series) : null;
    }
}

public sealed record ExamOnly(string Specialty) : Refusal($"“{Specialty}”专业国家实行以考代评，不在本计划申报。");
public sealed record NotOffered() : Refusal("本计划没有开放这一项，请在列出的渠道、系列、专业和级别中选择。");
public sealed record ChannelNotForEmployer(string Channel) : Refusal($"“{Channel}”不对您单位的性质开放，请另选渠道。");
public sealed record SkilledTradesNotForSeries(string Series) : Refusal($"“{Series}”没有实行高技能人才与专业技术人才贯通，请选择正常申报。");
