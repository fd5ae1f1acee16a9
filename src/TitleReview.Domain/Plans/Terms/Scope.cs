using TitleReview.Domain.Organizations;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>适用范围：给了的几项都要合，空着的不限。审批链、材料、收费、答辩、继续教育都用它说“对谁”。</summary>
public sealed record Scope(
    [property: Called("渠道", From = "channels", Hint = "一个也不勾就是不限")] IReadOnlyList<string>? Channels = null,
    [property: Called("系列", From = "series", Hint = "一个也不勾就是不限")] IReadOnlyList<string>? Series = null,
    [property: Called("专业", From = "specialties", Hint = "一个也不勾就是不限")] IReadOnlyList<string>? Specialties = null,
    [property: Called("级别", Hint = "一个也不勾就是不限")] IReadOnlyList<Grade>? Grades = null,
    [property: Called("取得方式", Hint = "一个也不勾就是不限")] IReadOnlyList<TitleTrack>? Tracks = null,
    [property: Called("申报途径", Hint = "一个也不勾就是不限")] IReadOnlyList<FilingPath>? Paths = null,
    [property: Called("单位性质", Hint = "一个也不勾就是不限")] IReadOnlyList<EmployerKind>? EmployerKinds = null)
{
    public bool Holds(TitleChoice choice, EmployerKind? employer) =>
        Has(Channels, choice.Channel) && Has(Series, choice.Series) && Has(Specialties, choice.Specialty) && Has(Grades, choice.Grade)
        && Has(Tracks, choice.Track) && Has(Paths, choice.Path) && (EmployerKinds is null or [] || (employer is { } kind && EmployerKinds.Contains(kind)));

    private static bool Has<T>(IReadOnlyList<T>? allowed, T value) => allowed is null or [] || allowed.Contains(value);

    /// <summary>说成一句：“中级；民营企业”。不限则为空。</summary>
    public string Print(Func<string, string>? channelName = null) => string.Join("；", new[]
    {
        Join(Channels?.Select(channelName ?? (key => key))), Join(Series), Join(Specialties), Join(Grades?.Select(g => g.Label())), Join(Tracks?.Select(t => t.Label())),
        Join(Paths?.Select(p => p.Label())), Join(EmployerKinds?.Select(k => k.Label())),
    }.Where(part => part.Length > 0));

    private static string Join(IEnumerable<string>? parts) => string.Join("、", parts ?? []);
}

/// <summary>没有写范围，就是对所有人。</summary>
public static class ScopeRules
{
    public static bool Covers(this Scope? scope, TitleChoice choice, EmployerKind? employer) => scope is null || scope.Holds(choice, employer);
}
