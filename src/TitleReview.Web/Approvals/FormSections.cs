using Microsoft.Extensions.Primitives;
using TitleReview.App.Filings;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using TitleReview.Web.Filings;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Approvals;

/// <summary>一处“需补正”：写了字就是退回清单里的一条。</summary>
/// <param name="Written">刚才写的，没有办成时照原样还回去。</param>
public sealed record NeedsFix(FormPlace Place, string PlaceName, string? Written)
{
    public string Name => NameOf(Place);

    public static string NameOf(FormPlace place) => $"correction[{place.Module}|{place.Row}|{place.Slot}]";
}

/// <summary>一个材料栏目里的扫描件。</summary>
/// <param name="FirstScan">在本模块全部扫描件里从第几张起，从 1 数；没有传为 0。</param>
public sealed record SlotView(SlotTerms Slot, NeedsFix Fix, int Count, int FirstScan);

public sealed record RowView(string Name, NeedsFix? Fix, IReadOnlyList<(string Label, string Value)> Facts, IReadOnlyList<SlotView> Slots);

/// <summary>审核页上的一个模块：填的、传的、要补正的。</summary>
public sealed record SectionView(string Key, string Title, NeedsFix Fix, IReadOnlyList<RowView> Rows, IReadOnlyList<SlotView> Slots, IReadOnlyList<ScanPage> Scans)
{
    public bool TakesScans => Slots.Count > 0 || Rows.Any(r => r.Slots.Count > 0);

    public IEnumerable<NeedsFix> Fixes => [Fix, .. Rows.SelectMany(r => r.Slots.Select(s => s.Fix).Prepend(r.Fix)).OfType<NeedsFix>(), .. Slots.Select(s => s.Fix)];
}

/// <summary>把一份申报按计划的模块排好，给审核人看。</summary>
public static class FormSections
{
    public static IReadOnlyList<SectionView> Of(FilingDetail detail, Func<string, StringValues> posted)
    {
        var slots = SlotMatching.Expected(detail.Terms, detail.Filing.Choice, detail.Employer.EmployerKind, detail.Form).ToList();
        return [.. detail.Terms.Modules.Select(m => detail.Terms.Module(m.Key)).OfType<FormModule>().Select(module => Section(detail, module, [.. slots.Where(s => s.Slot.Module == module.Key)], posted))];
    }

    private static SectionView Section(FilingDetail detail, FormModule module, IReadOnlyList<(SlotTerms Slot, FormRow? Row)> slots, Func<string, StringValues> posted)
    {
        List<ScanPage> scans = [];
        var form = detail.Form;
        var rows = module.Repeats ? form.Rows(module.Key) : [form.Single(module.Key)];
        var views = rows.Select((row, at) =>
        {
            var name = module.Repeats ? $"{module.RowName} {at + 1}" : module.Title;
            var place = module.Repeats ? $"{module.Title}第 {at + 1} 行" : module.Title;
            return new RowView(name, module.Repeats ? Fix(new FormPlace(module.Key, row.Id), place) : null, Facts(module, row), [.. slots.Where(s => s.Row?.Id == row.Id && s.Slot.PerRow).Select(s => View(s.Slot, row, $"{place}·"))]);
        }).ToList();
        var shared = slots.Where(s => s.Row is null).Select(s => View(s.Slot, null, "")).ToList();
        return new SectionView(module.Key, module.Title, Fix(new FormPlace(module.Key), module.Title), views, shared, scans);

        NeedsFix Fix(FormPlace place, string name) => new(place, name, Clip(posted(NeedsFix.NameOf(place))));

        SlotView View(SlotTerms slot, FormRow? row, string before)
        {
            var files = SlotMatching.Of(detail.Materials, slot, row);
            var first = scans.Count + 1;
            scans.AddRange(files.SelectMany((file, at) => Scans(file, $"{before}{slot.Title}{(files.Count > 1 ? $" 第 {at + 1} 张" : "")}")));
            return new SlotView(slot, Fix(new FormPlace(module.Key, row?.Id, Slot: slot.Key), $"{before}{slot.Title}"), scans.Count + 1 - first, files.Count == 0 ? 0 : first);
        }
    }

    private static List<(string Label, string Value)> Facts(FormModule module, FormRow row) =>
        [.. module.Fields.Select(f => (f.Label, row[f.Key] is { Length: > 0 } value ? value : FormField.None))];

    private static IEnumerable<ScanPage> Scans(Material file, string name) => Enumerable.Range(1, file.Pages).Select(no => new ScanPage(
        MaskEndpoints.Page(file.Id, no, PageSize.Screen), MaskEndpoints.Page(file.Id, no, PageSize.Thumbnail), file.Pages > 1 ? $"{name}（PDF 第 {no} 页）" : name,
        MaskEndpoints.Page(file.Id, no, PageSize.Print), MaterialEndpoints.Original(file.Id)));

    private static string? Clip(StringValues written) => written.FirstOrDefault()?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 500)] : null;
}
