using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Committees;

/// <summary>要评的一位申报人：回避要看的几样，都已去掉比对时不算的写法。</summary>
/// <param name="Accounts">本人的账号；也是评审专家的，有两个。</param>
/// <param name="Family">单位的总单位、分支机构，连同总单位的别的分支：与单位算一个单位。</param>
/// <param name="Employers">工作经历里写的单位。</param>
/// <param name="Works">论文、知识产权、业绩里写的字：找合作者的姓名。</param>
public sealed record ReviewedApplicant(FilingId Filing, string Number, string Name, IReadOnlyCollection<UserId> Accounts, string Employer, IReadOnlyList<string> Family, IReadOnlyList<string> Employers, string Works)
{
    public static ReviewedApplicant Of(FilingId filing, string number, string name, IReadOnlyCollection<UserId> accounts, string employer, IEnumerable<string> family, FilingForm form) => new(
        filing, number, Conflicts.Bare(name), accounts, Conflicts.Unit(employer), [.. family.Select(Conflicts.Unit).Distinct(StringComparer.Ordinal)],
        [.. form.Rows(FormCatalogue.Work).Select(r => Conflicts.Unit(r["employer"])).Where(e => e.Length > 0).Distinct(StringComparer.Ordinal)],
        string.Join('\n', new[] { FormCatalogue.Paper, FormCatalogue.Property, FormCatalogue.Achievement, FormCatalogue.Award }.SelectMany(form.Rows).SelectMany(r => r.Values.Values).Select(Conflicts.Bare)));
}

/// <summary>一位专家与一位申报人的一条利害关系。</summary>
/// <param name="Number">申报编号：写出来的都用编号，不写申报人的姓名。</param>
public sealed record Conflict(ExpertId Expert, FilingId Filing, string Number, TieKind Kind, string Why);

/// <summary>
/// 利害关系（人社部令第40号，回避）：同单位、原同单位、合作者由填报的内容对出来，亲属与其他照登记的。
/// 单位的名称去掉空白与括号里的字再比，姓名不看空格与间隔号；宁可多疑一位，由人核对，也不漏一位。
/// </summary>
public static class Conflicts
{
    public static IEnumerable<Conflict> Of(Expert expert, IEnumerable<ExpertTie> ties, IEnumerable<ReviewedApplicant> applicants)
    {
        var (name, mine, former) = (Bare(expert.Name), Unit(expert.Employer), expert.FormerEmployers.Select(Unit).Where(u => u.Length > 0).ToHashSet(StringComparer.Ordinal));
        var recorded = ties.Where(t => t.ExpertId == expert.Id && t.EndedAt is null).Select(t => (Tie: t, Name: Bare(t.Subject), Unit: Unit(t.Subject))).ToList();
        foreach (var applicant in applicants)
        {
            Conflict Because(TieKind kind, string why) => new(expert.Id, applicant.Filing, applicant.Number, kind, why);

            if (expert.UserId is { } account && applicant.Accounts.Contains(account) || (name == applicant.Name && mine == applicant.Employer)) yield return Because(TieKind.Own, "本人的申报");
            else if (mine == applicant.Employer) yield return Because(TieKind.SameEmployer, "现在同一单位");
            else if (applicant.Family.Contains(mine)) yield return Because(TieKind.SameEmployer, "总单位与分支机构，算同一单位");
            else if (former.Contains(applicant.Employer) || applicant.Family.Any(former.Contains)) yield return Because(TieKind.FormerEmployer, "申报人的单位是专家从前的单位");
            else if (applicant.Employers.Any(e => e == mine || former.Contains(e))) yield return Because(TieKind.FormerEmployer, "工作经历里同过单位");

            // Two characters are a name; anything shorter would be found everywhere.
            if (name.Length >= 2 && applicant.Works.Contains(name, StringComparison.Ordinal)) yield return Because(TieKind.CoAuthor, "论文、成果里有专家的姓名");
            foreach (var (tie, subject, unit) in recorded)
                if (subject == applicant.Name || unit == applicant.Employer) yield return Because(tie.Kind, tie.Note.Length > 0 ? $"登记的：{tie.Note}" : "登记的关系");
        }
    }

    /// <summary>比单位用的写法：括号里注明的（借调、驻村等）与空白不算。</summary>
    public static string Unit(string name)
    {
        var at = name.IndexOfAny(['（', '(']);
        return string.Concat((at > 0 ? name[..at] : name).Where(c => !char.IsWhiteSpace(c)));
    }

    /// <summary>比姓名用的写法：空白与各种间隔号不算。</summary>
    public static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('·' or '•' or '・' or '．' or '‧')));
}
