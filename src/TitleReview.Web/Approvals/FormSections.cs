using TitleReview.App.Approvals;
using TitleReview.App.Filings;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using TitleReview.Web.Filings;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Approvals;

/// <summary>要审的一处，连同可选的常用句、原件核没核、这次改没改。</summary>
/// <param name="MayJudge">申报正在手里，可以判。</param>
/// <param name="ChecksOriginals">本级核对原件，这一处有扫描件。</param>
/// <param name="FirstScan">判到这一处，右边翻到第几张，从 1 数；没有为 0。</param>
public sealed record ItemView(JudgedLine Line, IReadOnlyList<OfferedDefect> Offers, OriginalMark? Mark, bool MarkedHere, PlaceChange? Change, bool MayJudge, bool ChecksOriginals, int FirstScan)
{
    public JudgedItem Item => Line.Item;

    /// <summary>只看不判的，没有判过、没有改、原件也没有核的一处，没有什么可说。</summary>
    public bool IsSilent => !MayJudge && Line is { Judgement: null, Before: null } && Mark is null && Change is null;

    public uint Seen => Line.Seen;
}

/// <summary>一个材料栏目里的扫描件。</summary>
/// <param name="Item">没有传、也不是必传的，没有可审的。</param>
/// <param name="FirstScan">在本模块全部扫描件里从第几张起，从 1 数；没有传为 0。</param>
public sealed record SlotView(SlotTerms Slot, ItemView? Item, int Count, int FirstScan);

/// <param name="Before">这次改过的，原来的值。</param>
public sealed record FactView(string Label, string Value, string? Before);

public sealed record RowView(string? Name, ItemView? Item, IReadOnlyList<FactView> Facts, IReadOnlyList<SlotView> Slots);

/// <summary>审核页上的一个模块：填的、传的、要审的。</summary>
/// <param name="Whole">子表有没有缺行；不是子表的为空。</param>
public sealed record SectionView(string Key, string Title, ItemView? Whole, IReadOnlyList<RowView> Rows, IReadOnlyList<SlotView> Slots, IReadOnlyList<ScanPage> Scans)
{
    public bool TakesScans => Slots.Count > 0 || Rows.Any(r => r.Slots.Count > 0);

    public IEnumerable<ItemView> Items => new[] { Whole }.Concat(Rows.SelectMany(r => r.Slots.Select(s => s.Item).Prepend(r.Item))).Concat(Slots.Select(s => s.Item)).OfType<ItemView>();

    public int Left => Items.Count(i => i.Line.Judgement is null);
}

/// <summary>把一份申报按计划的模块排好，给审核人看。</summary>
public sealed class FormSections(FilingDetail detail, JudgingView judging)
{
    public IReadOnlyList<SectionView> All()
    {
        var slots = SlotMatching.Expected(detail.Terms, detail.Filing.Choice, detail.Employer.EmployerKind, detail.Form).ToList();
        return [.. detail.Terms.Modules.Select(m => detail.Terms.Module(m.Key)).OfType<FormModule>().Select(module => Section(module, [.. slots.Where(s => s.Slot.Module == module.Key)]))];
    }

    /// <summary>本级清单上的各项。</summary>
    public IReadOnlyList<ItemView> Checklist() => [.. judging.Sheet.Lines.Where(l => l.Item.Kind == ItemKind.Checklist).Select(l => View(l, 0, 0)).Where(v => !v.IsSilent)];

    private SectionView Section(FormModule module, IReadOnlyList<(SlotTerms Slot, FormRow? Row)> slots)
    {
        List<ScanPage> scans = [];
        var rows = module.Repeats ? detail.Form.Rows(module.Key) : [detail.Form.Single(module.Key)];
        var views = rows.Select((row, at) =>
        {
            var place = module.Repeats ? $"{module.Title}第 {at + 1} 行" : module.Title;
            var mine = slots.Where(s => s.Row?.Id == row.Id && s.Slot.PerRow).Select(s => Slot(s.Slot, row, $"{place}·")).ToList();
            var item = Item(new FormPlace(module.Key, module.Repeats ? row.Id : null), 0, mine.FirstOrDefault(s => s.FirstScan > 0)?.FirstScan ?? 0);
            return new RowView(module.Repeats ? $"{module.RowName} {at + 1}" : null, item, Facts(module, row, item?.Change), mine);
        }).ToList();
        var shared = slots.Where(s => s.Row is null).Select(s => Slot(s.Slot, null, "")).ToList();
        return new SectionView(module.Key, module.Title, module.Repeats ? Item(new FormPlace(module.Key), 0, 0) : null, views, shared, scans);

        SlotView Slot(SlotTerms slot, FormRow? row, string before)
        {
            var files = SlotMatching.Of(detail.Materials, slot, row);
            var first = scans.Count + 1;
            scans.AddRange(files.SelectMany((file, at) => Scans(file, $"{before}{slot.Title}{(files.Count > 1 ? $" 第 {at + 1} 张" : "")}")));
            var from = files.Count == 0 ? 0 : first;
            return new SlotView(slot, Item(new FormPlace(module.Key, row?.Id, Slot: slot.Key), files.Count, from), scans.Count + 1 - first, from);
        }
    }

    private ItemView? Item(FormPlace place, int files, int firstScan) =>
        judging.Sheet.Find(new JudgedItem(place, "", default, "").Key) is { } line && View(line, files, firstScan) is { IsSilent: false } view ? view : null;

    private ItemView View(JudgedLine line, int files, int firstScan)
    {
        var (item, mark) = (line.Item, judging.MarkOf(line.Item));
        return new ItemView(line, detail.AtMyDesk ? DefectOffers.For(item, files > 0, detail.Terms, judging.Library) : [], mark, mark?.OfficeId == judging.Stop.OfficeId, judging.ChangeOf(item),
            detail.AtMyDesk, detail.AtMyDesk && judging.Stop.Step.ChecksOriginals && files > 0, firstScan);
    }

    private static List<FactView> Facts(FormModule module, FormRow row, PlaceChange? change) =>
        [.. module.Fields.Select(f => new FactView(f.Label, Shown(row[f.Key]), change is { Kind: ChangeKind.Changed } && change.Fields.FirstOrDefault(c => c.Label == f.Label) is { } was ? Shown(was.Before) : null))];

    private static string Shown(string value) => value.Length > 0 ? value : FormField.None;

    private static IEnumerable<ScanPage> Scans(Material file, string name) => Enumerable.Range(1, file.Pages).Select(no => new ScanPage(
        MaskEndpoints.Page(file.Id, no, PageSize.Screen), MaskEndpoints.Page(file.Id, no, PageSize.Thumbnail), file.Pages > 1 ? $"{name}（PDF 第 {no} 页）" : name,
        MaskEndpoints.Page(file.Id, no, PageSize.Print), MaterialEndpoints.Original(file.Id)));
}
