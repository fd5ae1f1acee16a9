using TitleReview.App.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Titles;

namespace TitleReview.Web.Portal;

/// <summary>地址里的查询读成要试算的一项；读不懂的当没有选。</summary>
internal static class EligibilityChoice
{
    private const char Between = '|';

    public static string Joined(string series, string specialty) => $"{series}{Between}{specialty}";

    public static EligibilityAsk Read(IQueryCollection query)
    {
        string Of(string key) => query[key].FirstOrDefault()?.Trim() ?? "";
        var employer = Parse<EmployerKind>(Of("employer"));
        return new EligibilityAsk(
            Guid.TryParse(Of("plan"), out var plan) ? plan : null,
            Of("channel").Length > 0 && Of("specialty").Split(Between) is [var series, var specialty] && Parse<Grade>(Of("grade")) is { } grade && employer is not null
                ? new TitleChoice(Of("channel"), series, specialty, grade, TitleTrack.Review, Parse<FilingPath>(Of("path")) ?? FilingPath.Regular) : null,
            employer,
            query.ToDictionary(q => q.Key, q => q.Value.FirstOrDefault()?.Trim() ?? "", StringComparer.Ordinal));
    }

    private static T? Parse<T>(string text) where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;
}
