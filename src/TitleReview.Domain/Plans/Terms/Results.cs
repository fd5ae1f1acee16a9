using TitleReview.Domain.Certificates;

namespace TitleReview.Domain.Plans;

/// <summary>评审结果的公示、复查（AK-06、KZ-16，人社部令第40号）。公示几个工作日在 <see cref="CommitteeTerms.ResultNoticeWorkingDays"/>。</summary>
public sealed record ResultTerms(
    [property: Called("结果公示的正文", Long = true, Hint = "花括号里的由系统填：计划、评审会、评委会、人数、工作日数、起、止；人员名单印在正文后面")] string NoticeText,
    [property: Called("本人看得到票数", Hint = "选“否”的，本人只看得到通过没有，评审之后的评审表由评审办事机构打印")] bool CountsShown = true,
    [property: Called("复查最迟在公布后几日内提出")] int RecheckDays = 30)
{
    /// <summary>正文里能填的名称。</summary>
    public static readonly IReadOnlyList<string> Names = ["计划", "评审会", "评委会", "人数", "工作日数", "起", "止"];

    public static readonly ResultTerms Usual = new("经{评委会}评审，下列 {人数} 人通过。公示 {工作日数} 个工作日，自{起}至{止}。");

    public Refusal? WhyNot() =>
        Notices.NoticeText.Names(NoticeText).FirstOrDefault(n => !Names.Contains(n)) is { } unknown ? new InvalidInput(nameof(NoticeText), $"结果公示的正文里写了“{{{unknown}}}”，系统不知道填什么；能用的是{string.Join('、', Names)}。")
        : RecheckDays is < 1 or > 365 ? new InvalidInput(nameof(RecheckDays), "复查的期限请填 1 至 365 日。") : null;
}

/// <summary>取得时间从哪一天算：表决那一天，或人社部门确认的那一天。</summary>
public enum ObtainedFrom { Vote, Confirmation }

/// <summary>电子证书（TC-41）：编号的规则、代码、发证机构都是数据。</summary>
/// <param name="Codes">系列、专业、级别的代码；用到而没有写的，发证时说出来。</param>
public sealed record CertificateTerms(
    [property: Called("编号规则", Hint = "如“{地区}{年}{系列}{级别}{序号:5}”。能用的是地区、年、系列、专业、级别、序号；序号必须有，冒号后面是几位")] string Numbering,
    [property: Called("代码", Hint = "系列、专业、级别各用什么代码，一行一个，如“工程系列：01”；地区的代码不写的，用本端口的代码")] IReadOnlyDictionary<string, string> Codes,
    [property: Called("发证机构", Hint = "不写的，用确认结果的人社部门的名称")] string? Issuer = null,
    [property: Called("证书上的正文", Long = true)] string Statement = "",
    [property: Called("取得时间从哪天算")] ObtainedFrom Obtained = ObtainedFrom.Vote)
{
    public static readonly CertificateTerms Usual = new("{地区}{年}{系列}{级别}{序号:5}", new Dictionary<string, string>());

    public Refusal? WhyNot() => CertificateNumbering.WhyNot(Numbering) ?? (Codes.FirstOrDefault(c => !CertificateNumbering.IsCode(c.Value)) is { Key: { } key, Value: { } value } ? new InvalidInput(nameof(Codes), $"“{key}”的代码“{value}”不合适：1 至 8 个数字或大写字母。") : null);
}
