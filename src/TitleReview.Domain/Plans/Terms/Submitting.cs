using TitleReview.Domain.Organizations;

namespace TitleReview.Domain.Plans;

/// <summary>提交次数在哪里计：提交时，或到达评委会时（1.8 第 5 条）。</summary>
public enum CountingPoint { AtSubmit, AtCommittee }

public sealed record SubmissionTerms([property: Called("最多几次")] int Limit, [property: Called("在哪里计")] CountingPoint CountedAt);

/// <summary>补正期的计法；<see cref="WindowEnd"/> 为直到申报期结束。</summary>
public enum FixUnit { WindowEnd, Hours, CalendarDays, WorkingDays }

/// <param name="MayPassWindowEnd">补正期可否越过申报期的结束（1.8 第 6 条）。</param>
/// <param name="LapsesAsNotAccepted">逾期记“不予受理”，否则记“视为放弃”。</param>
public sealed record FixTerms(
    [property: Called("计法")] FixUnit Unit,
    [property: Called("多少", Hint = "到申报期结束的填 0")] int Amount,
    [property: Called("可以晚于申报期")] bool MayPassWindowEnd,
    [property: Called("逾期不予受理", Hint = "不勾为视为放弃")] bool LapsesAsNotAccepted);

/// <summary>通过之前要审完哪些：都不强求、本级的核对清单、每一处。退回总是每一处都要审（AK-09），不由计划定。</summary>
public enum PassDemand { Nothing, Checklist, Everything }

public sealed record JudgingTerms([property: Called("通过之前要审完", Hint = "退回总要每一处都审；有一处不合格的总不能通过")] PassDemand PassDemands);

/// <summary>成批办理（docs/decisions/0024）。成批通过用的还是逐份通过的规则，这里只说准不准一句话代替逐份去判。</summary>
/// <param name="JudgesChecklist">成批通过时，本级核对清单里没有判的记为合格，记在下达的人名下。</param>
/// <param name="VouchesOriginals">要核对原件的一级，一句“都已核对”可以算数；否则每一处都要先记“原件已核”。</param>
/// <param name="RemindHours">对同一份申报，同一种提醒至少隔几小时。</param>
public sealed record BulkTerms(
    [property: Called("一次最多几份", Hint = "1 至 5000")] int MostRows,
    [property: Called("成批通过时没有判的清单记为合格", Hint = "不勾：清单没有判完的，不能成批通过")] bool JudgesChecklist,
    [property: Called("成批通过时一句“原件都已核对”可以算数", Hint = "不勾：要核对原件的一级，每一处先记“原件已核”")] bool VouchesOriginals,
    [property: Called("同一份至少隔几小时再提醒", Hint = "1 至 720")] int RemindHours,
    [property: Called("导出的文件保留几天", Hint = "1 至 90")] int KeepDays)
{
    public const int Ceiling = 5000, LongestPause = 720, LongestKept = 90;

    public static readonly BulkTerms Usual = new(500, false, false, 24, 7);
}

/// <param name="WorkingDays">公示的工作日数，是下限。</param>
/// <param name="PosterText">公示正文模板，花括号内为填入项。</param>
/// <param name="ResultText">公示结果模板。</param>
/// <param name="FirstDayCounts">张贴当天算第一日；默认次日起算。</param>
/// <param name="FullIdNumber">公示写全身份证号；默认隐去中间八位（1.8 第 11 条）。</param>
/// <param name="EmployerDecidesFirst">单位先研究同意推荐，再公示（AK-17）。</param>
/// <param name="AlsoByDepartment">主管部门也要公示（TC-33）。</param>
public sealed record NoticeTerms(
    [property: Called("工作日数", Hint = "国家底线 5 个工作日，只能提高")] int WorkingDays,
    [property: Called("公示正文", Long = true, Hint = "花括号里的名称由系统填入")] string PosterText,
    [property: Called("公示结果", Long = true)] string ResultText,
    [property: Called("张贴当天算第一日")] bool FirstDayCounts = false,
    [property: Called("写全身份证号", Hint = "默认隐去中间八位")] bool FullIdNumber = false,
    [property: Called("先研究推荐再公示")] bool EmployerDecidesFirst = false,
    [property: Called("主管部门也公示")] bool AlsoByDepartment = false);

/// <summary>意见的固定措辞：哪一级用，原句一字不改。</summary>
public sealed record OpinionPreset(
    [property: Called("哪一级用")] OfficeKind Stop, [property: Called("原句", Long = true)] string Text, [property: Called("默认选用")] bool IsDefault);

/// <summary>盲评要遮盖的项目。“只遮眼睛部位”与遮整张照片是两回事（TC-21）。</summary>
public enum MaskKind { Name, IdNumber, Photo, EyesInPhoto, Employer }

/// <summary>提交之前查到还露着本人姓名等，怎么办。</summary>
public enum ResidualRule { Warn, Block }

/// <param name="Items">要遮盖哪几项；一项也没有就是不盲评，不用回答。</param>
/// <param name="AnswerEveryImage">“是否需要遮盖”要逐张回答，不许把没有找到什么的一次都答“否”（BZ-21）。不论怎样，都答完才能提交。</param>
/// <param name="Residual">只管逐字相同的；很像的总是请人核对。</param>
public sealed record MaskingTerms(
    [property: Called("遮盖项目")] IReadOnlyList<MaskKind> Items,
    [property: Called("逐张回答是否遮盖", Hint = "是：不许一次答完没有找到什么的各张")] bool AnswerEveryImage = false,
    [property: Called("提交时还露着的")] ResidualRule Residual = ResidualRule.Warn);

/// <param name="Text">承诺书正文；写 {处罚年数} 的地方由计划的年数填入，两处不会不一样（1.8 第 1 条）。</param>
/// <param name="HandCopied">要本人手抄。</param>
/// <param name="Fingerprint">签名处按手印。</param>
public sealed record PledgeTerms(
    [property: Called("正文", Long = true, Hint = "年数写成 {处罚年数}")] string Text,
    [property: Called("亲自手抄")] bool HandCopied,
    [property: Called("按手印")] bool Fingerprint = false);

/// <summary>作假的后果：从申报年度的下一年度起几年不得申报。个人与单位分开定（AK-22）。</summary>
public sealed record PenaltyTerms(
    [property: Called("个人几年", Hint = "国家底线 3 年，只能提高")] int PersonYears,
    [property: Called("单位几年")] int? EmployerYears = null,
    [property: Called("列入平台黑名单")] bool Blacklist = false,
    [property: Called("依据")] IReadOnlyList<string>? Basis = null);
