using TitleReview.Domain.Plans.Reading;

namespace TitleReview.Web.Plans;

/// <summary>页面上的一条建议。</summary>
/// <param name="At">在读出的建议里的次序。</param>
/// <param name="WhyNot">不能采用的理由；可以采用为 null。</param>
public sealed record OfferedProposal(Proposal Proposal, int At, string? WhyNot);
