using System.Globalization;

namespace TitleReview.Domain.Filings.Forms;

/// <summary>一份申报填写的全部内容：模块 → 行 → 栏。整份存为 JSON；提交时原样留底。</summary>
public sealed class FilingForm
{
    public Dictionary<string, List<FormRow>> Modules { get; init; } = [];

    /// <summary>申报人有意留空、已填“无”的模块。</summary>
    public HashSet<string> DeclaredNone { get; init; } = [];

    public IReadOnlyList<FormRow> Rows(string module) => Modules.TryGetValue(module, out var rows) ? rows : [];

    /// <summary>只有一行的模块的那一行；还没有填过则为空行。</summary>
    public FormRow Single(string module) => Rows(module) is [var row, ..] ? row : new FormRow { Id = Guid.Empty };

    public FormRow Ensure(string module)
    {
        if (!Modules.TryGetValue(module, out var rows)) Modules[module] = rows = [];
        if (rows.Count == 0) rows.Add(new FormRow { Id = Guid.CreateVersion7() });
        return rows[0];
    }

    public FormRow Add(string module, Guid rowId)
    {
        if (!Modules.TryGetValue(module, out var rows)) Modules[module] = rows = [];
        if (rows.Find(r => r.Id == rowId) is { } there) return there;

        var row = new FormRow { Id = rowId };
        rows.Add(row);
        DeclaredNone.Remove(module);
        return row;
    }

    public bool Remove(string module, Guid rowId) => Modules.TryGetValue(module, out var rows) && rows.RemoveAll(r => r.Id == rowId) > 0;

    public bool IsEmpty(string module) => Rows(module).All(r => r.Values.Count == 0);
}

/// <summary>一行。号由调用方造，证明材料靠它挂在行上。</summary>
public sealed class FormRow
{
    public required Guid Id { get; init; }
    public Dictionary<string, string> Values { get; init; } = [];

    public string this[string field] => Values.GetValueOrDefault(field, "");

    public DateOnly? Date(string field) =>
        DateOnly.TryParseExact(this[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>年月，取当月一日。</summary>
    public DateOnly? Month(string field) =>
        DateOnly.TryParseExact(this[field] + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public int? Year(string field) => int.TryParse(this[field], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    public decimal? Number(string field) =>
        decimal.TryParse(this[field], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    public void Set(string field, string value)
    {
        if (value.Length == 0) Values.Remove(field);
        else Values[field] = value;
    }
}
