using TitleReview.App.Results;
using TitleReview.Domain;

namespace TitleReview.Web.ReviewResults;

/// <summary>一次评审会的结果页上几张小表单填的：登记异议、了结、提出确认。</summary>
public sealed record ResultForm
{
    public Guid? Notice { get; set; }
    public Guid? Objection { get; set; }

    /// <summary>哪一位的结果；空为不针对某一位。</summary>
    public Guid? About { get; set; }

    public string? Content { get; set; }
    public string? By { get; set; }
    public ObjectionAnswer? Answer { get; set; }
    public string? Outcome { get; set; }
    public string? Number { get; set; }
    public DateOnly? Day { get; set; }

    public ResultId? Person => About is { } id && id != Guid.Empty ? new ResultId(id) : null;
}
