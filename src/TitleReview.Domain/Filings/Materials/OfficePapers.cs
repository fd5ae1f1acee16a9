using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Materials;

/// <summary>
/// 由审核的某一级上传的材料（KJ-10 主管单位盖章的推荐意见）：申报停在它那一站时由它传、由它换，别的时候、别的人只看。
/// 它附在审核上，不是申报人提交的内容：不进提交底稿，预审也不问。
/// </summary>
public static class OfficePapers
{
    public static bool Holds(PlanTerms terms, string? slot) => terms.Slots.Any(s => s.Key == slot && s.FilledBy is not null);

    /// <summary>现在这一站要传的各栏；按行的每行一份。</summary>
    public static IReadOnlyList<(SlotTerms Slot, FormRow? Row)> AtStop(Filing filing, PlanTerms terms, EmployerKind? employer) =>
        filing.CurrentStop is not { } stop ? []
        : [.. SlotMatching.Expected(terms, filing.Choice, employer, filing.Form).Where(e => e.Slot.FilledBy == stop.Step.Kind)];

    /// <summary>必交的还没有传，这一站不能通过。退回补正再交上来的，上次传的还在，可以留用，也可以换。</summary>
    public static Refusal? WhyNotApprove(Filing filing, PlanTerms terms, EmployerKind? employer, IReadOnlyList<Material> materials) =>
        AtStop(filing, terms, employer).FirstOrDefault(e => e.Slot.Required && SlotMatching.Of(materials, e.Slot, e.Row).Count == 0) is { Slot: { } slot }
            ? new OfficePaperMissing(slot.Title) : null;
}

public sealed record OfficePaperMissing(string Slot) : Refusal($"“{Slot}”由本级上传，还没有传。请先上传，再通过。");
public sealed record NotYoursToFill(string Who) : Refusal($"这一栏由{Who}上传，您不用传，也不能改。");
