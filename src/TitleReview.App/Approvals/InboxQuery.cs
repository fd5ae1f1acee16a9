using TitleReview.Domain;

namespace TitleReview.App.Approvals;

/// <summary>收件箱的几栏：待我审核、其中今天到期的、退回补正中、其余在办与已办。</summary>
public enum InboxTab { Waiting, DueToday, Returned, Others }

/// <summary>按什么排：提交先后、期限、第几次、专业、县市、单位、姓名；相同的再按提交先后。</summary>
public enum InboxSort { Age, Deadline, Try, Specialty, County, Employer, Name }

/// <param name="Search">申报编号、姓名的开头、身份证号码的后 4 至 6 位或整个号码。</param>
/// <param name="Employer">单位的全名。</param>
/// <param name="Try">第几次提交。</param>
/// <param name="Due">几天之内到期；0 为今天。</param>
/// <param name="Age">提交已满几天。</param>
/// <param name="Who">派给谁的，见 <see cref="Mine"/>；只在等着审核的两栏里筛。</param>
/// <param name="Sort">空为这一栏通常的次序。</param>
/// <param name="After">上一页最后一行的游标。</param>
public sealed record InboxQuery(
    InboxTab Tab = InboxTab.Waiting, string? Search = null, string? Specialty = null, string? County = null, string? Employer = null, int? Try = null, int? Due = null, int? Age = null,
    InboxSort? Sort = null, bool Descending = false, string? After = null, int Size = 20, string? Who = null)
{
    public const int LongestSearch = 40;

    /// <summary>派给我的、谁也没有派的；派给一位同事的写他的号。</summary>
    public const string Mine = "me", Nobodys = "none";

    internal bool ByWho => Who is { Length: > 0 } && Tab is InboxTab.Waiting or InboxTab.DueToday;

    /// <summary>按姓名的开头找，就按姓名排：同一个索引，一百万份里也一样快。</summary>
    internal bool ByName => Search.Sought() is { Length: > 0 } text && QueueSearch.IsName(text);

    public InboxSort Order => ByName ? InboxSort.Name : Sort is { } asked && SortsOf(Tab).Contains(asked) ? asked : SortsOf(Tab)[0];

    /// <summary>其余与已办的，新的在前。</summary>
    public bool Backwards => Sort is null && !ByName ? Tab == InboxTab.Others : Descending;

    public bool IsFiltered => Search.Sought().Length > 0 || Specialty is { Length: > 0 } || County is { Length: > 0 } || Employer is { Length: > 0 } || Try is not null || Due is not null || Age is not null || ByWho;

    /// <summary>这一栏能按什么排，第一个是通常的；每一种都有自己的索引。</summary>
    public static IReadOnlyList<InboxSort> SortsOf(InboxTab tab) => tab switch
    {
        InboxTab.Waiting => [InboxSort.Age, InboxSort.Deadline, InboxSort.Try, InboxSort.Specialty, InboxSort.County, InboxSort.Employer, InboxSort.Name],
        InboxTab.DueToday => [InboxSort.Deadline, InboxSort.Age, InboxSort.Employer, InboxSort.Name],
        InboxTab.Returned => [InboxSort.Deadline, InboxSort.Age, InboxSort.Employer, InboxSort.Name],
        _ => [InboxSort.Age, InboxSort.Employer, InboxSort.Name],
    };
}
