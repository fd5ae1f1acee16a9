using TitleReview.App.Filings;
using TitleReview.App.Plans;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using TitleReview.Web.Portal;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Filings;

/// <summary>申报各页的地址；问题项与补正事项凭它跳到那一栏。</summary>
internal static class FilingAddresses
{
    public static string Page(FilingId id) => $"/filings/{id.Value}";

    public static string Edit(FilingId id, string module) => $"/filings/{id.Value}/edit/{module}";

    public static string Precheck(FilingId id) => $"/filings/{id.Value}/precheck";

    public static string Masks(FilingId id) => $"/filings/{id.Value}/masks";

    public static string Mask(FilingId id, MaterialId material, int page) => $"{Masks(id)}/{material.Value}/{page}";

    public static string Edit(FilingId id, FormPlace place) => place.Module == MaskingCheck.Place
        ? Masks(id) + (place.Slot is { } masked ? $"#masks-{masked}" : "")
        : Edit(id, place.Module) + (place.Slot is { } slot ? $"#{SlotAnchor(slot, place.Row)}" : place.Field is { } field ? $"#field-{FieldKey(place.Module, place.Row, field)}" : place.Row is { } row ? $"#row-{row}" : "");

    /// <summary>先看能不能报：登记过的事实里只带不指名的几样。</summary>
    public static string Eligibility(OpeningsView view, string? channel, string? series, string? specialty) => PortalAddresses.Eligibility(view.Slug, new PlanId(view.PlanId),
        ("employer", $"{view.Employer}"), ("sex", view.Applicant.Sex.Label()), ("birth", $"{view.Applicant.BirthDate:yyyy-MM}"),
        ("channel", channel ?? ""), ("specialty", specialty is null ? "" : EligibilityChoice.Joined(series ?? "", specialty)));

    public static string FieldKey(string module, Guid? row, string field) => row is { } id && id != Guid.Empty ? $"{module}.{id}.{field}" : $"{module}.{field}";

    public static string SlotAnchor(string slot, Guid? row) => row is { } id ? $"slot-{slot}-{id}" : $"slot-{slot}";

    public static Shared.ClauseText? ClauseText(this PlanTerms terms, string key) =>
        terms.Clauses.TryGetValue(key, out var clause) ? new Shared.ClauseText(clause.RuleId, clause.Sentence) : null;
}
