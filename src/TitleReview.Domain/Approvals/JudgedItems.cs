using System.Security.Cryptography;
using System.Text;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Approvals;

/// <summary>要审的一处是什么：表中的一行（或单行的模块）、一个子表有哪几行、一栏扫描件、本级清单上的一项。</summary>
public enum ItemKind { Row, Rows, Slot, Checklist }

/// <summary>一站里要逐项审的一处。</summary>
/// <param name="Hash">
/// 这一处自己的内容的摘要：行看填的值，子表看有哪几行，栏目看各扫描件的字节，清单看全份。
/// 摘要没有变，上次判的合格就还算数；也因此，这时新提的问题是“首次未告知”。
/// </param>
public sealed record JudgedItem(FormPlace Place, string PlaceName, ItemKind Kind, string Hash)
{
    /// <summary>在这份申报里是哪一处；两次提交之间不变，才对得上。</summary>
    public string Key => $"{Place.Module}|{Place.Row}|{Place.Field}|{Place.Slot}";

    /// <summary>有扫描件的栏目；空着的栏目没有原件可对。</summary>
    public bool HasScans => Kind == ItemKind.Slot && Hash != Digest.Of([]);

    /// <summary>页面上的锚。</summary>
    public string Anchor => "item-" + Digest.Of([Key])[..12];
}

/// <summary>一份申报在一站要审哪些处；页面上有的，一处不漏。</summary>
public static class JudgedItems
{
    /// <param name="files">此时看得到的扫描件：提交时的底稿，加上各级自己传的。</param>
    /// <param name="step">哪一站：它自己上传的栏目不归它审；清单按它的。</param>
    public static IReadOnlyList<JudgedItem> Of(PlanTerms terms, TitleChoice choice, EmployerKind? employer, FilingForm form, IReadOnlyList<SubmittedMaterial> files, ChainStep step)
    {
        var slots = SlotMatching.Expected(terms, choice, employer, form).Where(e => e.Slot.FilledBy != step.Kind).ToList();
        List<JudgedItem> items = [];
        foreach (var module in terms.Modules.Select(m => terms.Module(m.Key)).OfType<FormModule>())
        {
            var rows = module.Repeats ? form.Rows(module.Key) : [form.Single(module.Key)];
            for (var at = 0; at < rows.Count; at++)
            {
                var (row, name) = (rows[at], module.Repeats ? $"{module.Title}第 {at + 1} 行" : module.Title);
                if (module.Fields.Count > 0) items.Add(new(new FormPlace(module.Key, module.Repeats ? row.Id : null), name, ItemKind.Row, OfRow(row)));
                items.AddRange(Slots(module.Key, row, $"{name}·"));
            }

            items.AddRange(Slots(module.Key, null, ""));
            if (module.Repeats) items.Add(new(new FormPlace(module.Key), $"{module.Title}（有没有缺行）", ItemKind.Rows, Digest.Of([.. rows.Select(r => $"{r.Id}").Order(StringComparer.Ordinal)])));
        }

        var whole = Digest.Of([.. items.Select(i => $"{i.Key} {i.Hash}").Order(StringComparer.Ordinal)]);
        items.AddRange((step.Checklist ?? []).Select(text => new JudgedItem(new FormPlace(ModuleOf(terms, text), Field: text), $"核对清单·{text}", ItemKind.Checklist, whole)));
        return items;

        IEnumerable<JudgedItem> Slots(string module, FormRow? row, string before) =>
            from e in slots
            where e.Slot.Module == module && (row is null ? e.Row is null : e.Slot.PerRow && e.Row?.Id == row.Id)
            let scans = files.Where(f => f.Slot == e.Slot.Key && f.RowId == e.Row?.Id).Select(f => f.Sha256).Order(StringComparer.Ordinal).ToList()
            where scans.Count > 0 || (e.Slot.Required && e.Slot.FilledBy is null)
            select new JudgedItem(new FormPlace(module, e.Row?.Id, Slot: e.Slot.Key), $"{before}{e.Slot.Title}", ItemKind.Slot, Digest.Of(scans));
    }

    private static string OfRow(FormRow row) => Digest.Of([.. row.Values.OrderBy(v => v.Key, StringComparer.Ordinal).SelectMany(v => new[] { v.Key, v.Value })]);

    /// <summary>清单上的一项说的就是某个模块的（“学历”“继续教育”），申报人从那里去补正；说不准的从第一个模块去。</summary>
    private static string ModuleOf(PlanTerms terms, string text) =>
        terms.Modules.Select(m => terms.Module(m.Key)).OfType<FormModule>().FirstOrDefault(m => m.Title.StartsWith(text, StringComparison.Ordinal) || text.StartsWith(m.Title, StringComparison.Ordinal))?.Key
        ?? terms.Modules[0].Key;
}

/// <summary>几段文字的摘要；每段前面记长度，挪一挪分段也不会撞上。</summary>
internal static class Digest
{
    public static string Of(IReadOnlyList<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => $"{p.Length}:{p}")))));
}
