using TitleReview.Domain.Organizations;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>评审表何时可打印；<see cref="None"/> 为今年不要评审表（KJ-14）。</summary>
public enum PrintGate { FormalityPassed, ReceivedByCommittee, None }

/// <param name="PhotoPasted">照片打印后粘贴（BZ-23）。</param>
/// <param name="HandWrittenOpinion">单位意见手工填写，印出来留空（AK-23）。</param>
/// <param name="HandWrittenPledge">承诺语本人手写（BZ-23）。</param>
/// <param name="DeputyNamed">代人审核的，印出的意见后面写明谁代谁；不写明的只印意见。</param>
public sealed record PrintTerms(
    [property: Called("何时可打印")] PrintGate Gate,
    [property: Called("份数")] int Copies,
    [property: Called("双面")] bool DoubleSided,
    [property: Called("有水印")] bool Watermark,
    [property: Called("照片打印后粘贴")] bool PhotoPasted = false,
    [property: Called("单位意见手写")] bool HandWrittenOpinion = false,
    [property: Called("承诺语手写")] bool HandWrittenPledge = false,
    [property: Called("代办的意见写明谁代谁")] bool DeputyNamed = true);

public enum PaperMode { None, HandIn, BeforeMeeting, AtDefence }

/// <summary>纸质材料：何时交、交什么、交到哪里。</summary>
public sealed record PaperTerms(
    [property: Called("怎么收")] PaperMode Mode,
    [property: Called("交什么")] IReadOnlyList<PaperItem> Items,
    [property: Called("受理地点")] string? Place = null,
    [property: Called("谁来交")] PaperBearer Bearer = PaperBearer.Employer)
{
    /// <summary>要交纸质的：通过之后列出应交的各样。</summary>
    public bool AreCollected() => Mode != PaperMode.None && Items.Count > 0;
}

/// <summary>由单位统一报送，还是本人来交。</summary>
public enum PaperBearer { Employer, Applicant }

public sealed record PaperItem(
    [property: Called("材料")] string Name,
    [property: Called("份数")] int Copies,
    [property: Called("一个单位一份", Hint = "花名册一类，不是一人一份的")] bool PerUnit = false);

/// <param name="Contents">栏名与系统的叫法不同的：栏名 → 系统里的内容，如 现任职称 → 现任专业技术职务。</param>
public sealed record RosterTerms(
    [property: Called("标题")] string Title,
    [property: Called("各栏")] IReadOnlyList<string> Columns,
    [property: Called("各栏填什么", Hint = "栏名与系统的叫法不同的才写，一行一个，如“现任职称：现任专业技术职务”")] IReadOnlyDictionary<string, string>? Contents = null)
{
    /// <summary>这一栏填系统里的哪一项。</summary>
    public string ContentOf(string column) => Contents?.GetValueOrDefault(column) ?? column;
}

public enum FeePayer { Applicant, Employer }

/// <summary>缴清才能办的下一步；没有写的，缴费不拦着别的事。</summary>
public enum FeeGate { Nothing, Paper, Review }

/// <summary>评审费：谁交、依据、怎么交、多少。金额可以暂缺（KJ-14、KZ）。</summary>
public sealed record FeeTerms(
    [property: Called("谁交")] FeePayer Payer,
    [property: Called("依据")] string? Basis,
    [property: Called("怎么交")] string? Method,
    [property: Called("金额")] IReadOnlyList<FeeRow> Rows,
    [property: Called("由谁收", Hint = "机构的名称；不填为审核的末级机构")] string? Collector = null,
    [property: Called("收款账户", Hint = "一行一条，如“户名：……”“开户行：……”“账号：……”")] IReadOnlyList<string>? Accounts = null,
    [property: Called("收款码的内容", Hint = "收款二维码扫出来的那串文字；没有扫码缴费的不填")] string? QrText = null,
    [property: Called("通过后几日内缴", Hint = "后续安排里写了缴费时间的，以那里为准；都没有的不限时间")] int? DueDays = null,
    [property: Called("逾期怎么办", Hint = "照通知的话写；系统列出、提醒，不自动办理")] string? Overdue = null,
    [property: Called("缴清才能办的下一步")] FeeGate Before = FeeGate.Nothing)
{
    /// <summary>通知说了要收费；一个字也没有说的（KZ），不发缴费通知。</summary>
    public bool Charged => Rows.Count > 0 || Method is not null || Basis is not null;

    /// <summary>这一份申报的评审费；没有定的为 null。</summary>
    public FeeRow? For(TitleChoice choice, EmployerKind? employer = null) => Rows.FirstOrDefault(r => r.Scope.Covers(choice, employer));
}

public sealed record FeeRow([property: Called("元/人")] int Yuan, [property: Called("范围")] Scope? Scope = null);

public enum DefenceMode { Onsite, Video, Either }

/// <param name="Trial">教师等系列的试讲（KZ-14）。</param>
public sealed record DefenceRule([property: Called("方式")] DefenceMode Mode, [property: Called("范围")] Scope? Scope = null, [property: Called("试讲")] bool Trial = false)
{
    /// <summary>现场答、视频答，这条规则许不许。</summary>
    public bool Allows(bool video) => Mode switch { DefenceMode.Onsite => !video, DefenceMode.Video => video, _ => true };
}

/// <summary>免于答辩的理由：任务、地方、单位层级。</summary>
public enum ExemptionKind { Duty, Place, EmployerLevel }

public sealed record DefenceExemption([property: Called("理由")] ExemptionKind Kind, [property: Called("是哪些")] IReadOnlyList<string> Values);

/// <param name="AverageWhenScored">量化赋分的，免答辩的按当年本专业答辩人员平均分（BZ-25、AK-18）。</param>
/// <param name="PassedWhenUnscored">不赋分的，按通过答辩对待。</param>
/// <param name="Points">实行量化赋分的满分；空着就是不赋分，只记合格、不合格。</param>
public sealed record DefenceTerms(
    [property: Called("谁要答辩")] IReadOnlyList<DefenceRule> Rules,
    [property: Called("谁可免")] IReadOnlyList<DefenceExemption> Exemptions,
    [property: Called("赋分的取平均分")] bool AverageWhenScored = false,
    [property: Called("不赋分的按通过")] bool PassedWhenUnscored = false,
    [property: Called("打分的满分", Hint = "实行量化赋分的填，如 100；不赋分的空着，只记合格、不合格")] int? Points = null)
{
    public const int MostPoints = 1000;

    /// <summary>这一位照哪一条要答辩；不要求的为空（TC-18、AK-18、KZ-14）。</summary>
    public DefenceRule? RuleFor(TitleChoice choice, EmployerKind? employer) => Rules.FirstOrDefault(r => r.Scope.Covers(choice, employer));

    /// <summary>只认通知写了的免于答辩的情形（BZ-26、AK-18）。</summary>
    public bool Names(ExemptionKind kind, string value) => Exemptions.Any(e => e.Kind == kind && e.Values.Contains(value));

    public Refusal? WhyNot() => Points is < 1 or > MostPoints ? new ScoringWrong($"答辩打分的满分应为 1 至 {MostPoints}，不赋分的空着") : null;
}

public sealed record ContactTerms([property: Called("各行")] IReadOnlyList<string> Lines);

/// <summary>规则出处：条目与通知原句。</summary>
public sealed record NoticeClause([property: Called("条目", Hint = "如“三（二）1”")] string RuleId, [property: Called("通知原句", Long = true)] string Sentence);

/// <summary>通知自相矛盾或没有写明之处，怎么定的（1.8）。</summary>
/// <param name="Key">提示的键，与校验提示对应。</param>
public sealed record PlanDecision([property: Called("哪一处")] string Key, [property: Called("怎么定的", Long = true)] string Sentence);
