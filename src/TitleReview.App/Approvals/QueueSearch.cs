using System.Text.RegularExpressions;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.People;

namespace TitleReview.App.Approvals;

/// <summary>一格查找：看填的是编号、身份证号码、号码的后几位，还是姓名（docs/decisions/0023）。</summary>
internal static partial class QueueSearch
{
    /// <summary>编号只填了后几位时，往回看几个年度。</summary>
    private const int Years = 4;

    public static bool IsName(string text) => !Tail().IsMatch(text) && !Digits().IsMatch(text) && !Number().IsMatch(text) && ResidentId.Normalize(text).Length != 18;

    /// <summary>查找的条件；每一种都走索引。</summary>
    public static string Condition(QueueCommand command, TenantSession session, Vault vault, string text)
    {
        var upper = ResidentId.Normalize(text);
        if (IsName(text)) return Starts(command, "applicant_name", text);
        if (upper.Length == 18)
            return $"""
                filing_id = any(array(select f.id from filings f join applicants a on a.tenant_id = f.tenant_id and a.id = f.applicant_id
                  where a.tenant_id = {command.Tenant} and a.resident_id_digest = {command.With(vault.Digest(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, upper))}))
                """;
        if (Number().Match(upper) is { Success: true } number)
            return Numbered(command, [$"{number.Groups["code"].Value}-{number.Groups["year"].Value}-{number.Groups["no"].Value.PadLeft(6, '0')}"]);

        var numbers = Digits().IsMatch(upper) ? Enumerable.Range(0, Years).Select(back => $"{session.Tenant.Code}-{session.Now.Today.Year - back}-{upper.PadLeft(6, '0')}").ToArray() : [];
        var numbered = numbers.Length > 0 ? Numbered(command, numbers) : null;
        var tailed = Tail().IsMatch(upper) ? Starts(command, "resident_tail", string.Concat(upper.Reverse())) : null;
        return $"({string.Join(" or ", new[] { numbered, tailed }.OfType<string>())})";
    }

    private static string Numbered(QueueCommand command, string[] numbers) =>
        $"filing_id = any(array(select id from filings where tenant_id = {command.Tenant} and number = any({command.With(numbers)})))";

    /// <summary>A range, not LIKE: comparisons of text may be used before the wall has let a row through, LIKE may not.</summary>
    private static string Starts(QueueCommand command, string column, string prefix) =>
        $"({column} >= {command.With(prefix)} and {column} < {command.With(prefix + "\U0010FFFF")})";

    [GeneratedRegex("^[0-9]{3,5}[0-9Xx]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();

    [GeneratedRegex("^[0-9]{1,7}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    [GeneratedRegex("^(?<code>[A-Za-z][A-Za-z0-9]*)-?(?<year>[0-9]{4})-(?<no>[0-9]{1,7})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
