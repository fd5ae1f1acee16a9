using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>空白与格式：必填栏不留空，没有内容的填“无”；存下的值仍须合乎栏目的格式。</summary>
public static class BlanksCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        foreach (var terms in s.Terms.Modules)
        {
            if (s.Terms.Module(terms.Key) is not { } module || module.Key is FormCatalogue.Pledge or FormCatalogue.Summary) continue;

            var rows = module.Repeats ? s.Rows(module.Key) : [s.Form.Single(module.Key)];
            if (module.Repeats && rows.Count < Math.Max(terms.MinRows, 1) && !(terms.MinRows == 0 && s.Form.DeclaredNone.Contains(module.Key)))
                yield return Finding.Block(module.Key, terms.MinRows > 0
                    ? $"“{module.Title}”至少填 {terms.MinRows} 行，现有 {rows.Count} 行。"
                    : $"“{module.Title}”还没有填。没有内容的请点“填无”。", "blanks");

            foreach (var (row, index) in rows.Select((row, index) => (row, index)))
                foreach (var field in module.Fields)
                {
                    var value = row[field.Key];
                    var where = module.Repeats ? $"“{module.Title}”第 {index + 1} 行的“{field.Label}”" : $"“{field.Label}”";
                    if (value.Length == 0 && field.Required)
                        yield return Finding.Block(module.Key, $"{where}没有填。", "blanks", row.Id, field.Key);
                    else if (value.Length == 0 && !module.Repeats)
                        yield return Finding.Remind(module.Key, $"{where}空着。没有内容的请填“无”，可点“空栏填无”一次填好。", "blanks", row.Id, field.Key);
                    else if (field.WhyNot(value) is { } sentence)
                        yield return Finding.Block(module.Key, sentence, "blanks", row.Id, field.Key);
                }
        }
    }
}
