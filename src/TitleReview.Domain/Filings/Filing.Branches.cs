namespace TitleReview.Domain.Filings;

public sealed partial class Filing
{
    /// <summary>申报人在分支机构的，它的总单位：看得到这一份，有没有它那一站由计划或它自己定。首次提交时定下；不是分支机构的为空。</summary>
    public OfficeId? MainEmployerId { get; private set; }
}
