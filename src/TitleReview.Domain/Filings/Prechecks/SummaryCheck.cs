using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>业务工作总结：不少于规定字数，用“本人”“本单位”，不出现姓名与单位名称（TC-26），写到规定的几个方面（BZ-17）。</summary>
public static class SummaryCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        if (s.Terms.Module(FormCatalogue.Summary) is null) yield break;

        var text = s.Form.Single(FormCatalogue.Summary)["text"];
        var length = Length(text);
        if (length < s.Terms.Summary.MinLength)
            yield return Finding.Block(FormCatalogue.Summary, $"业务工作总结不少于 {s.Terms.Summary.MinLength} 字，现为 {length} 字，还差 {s.Terms.Summary.MinLength - length} 字。", "summary", field: "text");

        if (s.Terms.Summary.Headings?.Where(h => !text.Contains(h, StringComparison.Ordinal)).ToList() is { Count: > 0 } unwritten)
            yield return Finding.Check(FormCatalogue.Summary, $"总结应写到{string.Join("、", s.Terms.Summary.Headings.Select(h => $"“{h}”"))}，没有看到{string.Join("、", unwritten.Select(h => $"“{h}”"))}，请核对是否写到。", "summary", field: "text");

        if (!s.Terms.Summary.ForbidOwnNames) yield break;

        if (Names(s.Applicant.Name).Any(n => text.Contains(n, StringComparison.Ordinal)))
            yield return Finding.Block(FormCatalogue.Summary, "总结中出现了本人姓名，请改为“本人”。", "summary", field: "text");
        if (text.Contains(s.Employer.Name, StringComparison.Ordinal))
            yield return Finding.Block(FormCatalogue.Summary, "总结中出现了工作单位名称，请改为“本单位”。", "summary", field: "text");
        else if (EmployerNames.ShortForms(s.Employer.Name).FirstOrDefault(n => text.Contains(n, StringComparison.Ordinal)) is { } called)
            yield return Finding.Check(FormCatalogue.Summary, $"总结中出现了“{called}”，像是工作单位的简称，请改为“本单位”。", "summary", field: "text");
    }

    /// <summary>字数：不计空白与换行。</summary>
    public static int Length(string text) => text.Count(c => !char.IsWhiteSpace(c));

    /// <summary>名字带间隔号的，去掉间隔号的写法也算。</summary>
    private static IEnumerable<string> Names(string name) =>
        new[] { name, name.Replace("·", "", StringComparison.Ordinal), name.Replace('·', '•') }.Distinct(StringComparer.Ordinal).Where(n => n.Length > 1);
}
