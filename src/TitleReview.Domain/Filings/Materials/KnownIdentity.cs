using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Materials;

/// <summary>认得出申报人的线索。</summary>
public enum Clue { Name, IdNumber, Phone, Employer, Photo, Eyes }

/// <summary>申报人为系统所知、不能让专家看到的几样。</summary>
/// <param name="Employers">现在的与从前的单位；简称由此得出。</param>
public sealed record KnownIdentity(string Name, string IdNumber, string Phone, IReadOnlyList<string> Employers)
{
    /// <summary>曾用名、表里写的姓名。</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>表里写的电话，与登记的不同的。</summary>
    public IReadOnlyList<string> OtherPhones { get; init; } = [];

    /// <summary>要找的每个写法；长的在前，短的不再圈长的里面。</summary>
    internal IReadOnlyList<KnownWord> Words() =>
    [
        .. Of(Clue.IdNumber, [IdNumber], 8), .. Of(Clue.Phone, [Phone, .. OtherPhones], 7),
        .. Of(Clue.Employer, Forms.Where(f => !IsCommon(f)), 4), .. Of(Clue.Employer, Forms.Where(IsCommon), 4, part: true),
        .. Of(Clue.Name, Names, 2), .. Of(Clue.Name, Names.Select(n => n.Split('·', '•', '・')).Where(p => p.Length > 1).SelectMany(p => p), 3, part: true),
    ];

    private IEnumerable<string> Names => OtherNames.Prepend(Name);

    private IEnumerable<string> Forms => Employers.SelectMany(e => EmployerNames.ShortForms(e).Prepend(e));

    // “第二中学”“人民医院”各地都有：一字不差才提，也只说像。
    private static bool IsCommon(string form) => form.Length <= 5 || form.StartsWith('第');

    private static IEnumerable<KnownWord> Of(Clue clue, IEnumerable<string> texts, int shortest, bool part = false) =>
        texts.Select(Letters.Plain).Where(t => t.Length >= shortest).Distinct(StringComparer.Ordinal).OrderByDescending(t => t.Length).Select(t => new KnownWord(clue, t, part));
}

/// <param name="Part">只是名字的一段、太平常的简称，别人也可能有。</param>
internal sealed record KnownWord(Clue Clue, string Text, bool Part)
{
    public bool IsCommonEmployer => Part && Clue == Clue.Employer;
}

public static class Clues
{
    /// <summary>计划要遮的，对应哪些线索。电话与姓名、号码一样指向一个人，要遮其中之一就一并找。</summary>
    public static IReadOnlySet<Clue> For(IEnumerable<MaskKind> kinds)
    {
        var clues = new HashSet<Clue>();
        foreach (var kind in kinds)
            clues.UnionWith(kind switch
            {
                MaskKind.Name => [Clue.Name, Clue.Phone],
                MaskKind.IdNumber => [Clue.IdNumber, Clue.Phone],
                MaskKind.Employer => [Clue.Employer],
                MaskKind.Photo => [Clue.Photo],
                _ => [Clue.Eyes],
            });
        if (clues.Contains(Clue.Photo)) clues.Remove(Clue.Eyes);   // 整张遮了，不必再遮眼睛
        return clues;
    }

    /// <summary>找到的线索，按计划的哪一种来遮；电话随姓名、号码。计划不遮的为空。</summary>
    public static MaskKind? KindIn(this Clue clue, IReadOnlyList<MaskKind> items)
    {
        MaskKind[] fitting = clue switch
        {
            Clue.Name => [MaskKind.Name],
            Clue.IdNumber => [MaskKind.IdNumber],
            Clue.Phone => [MaskKind.IdNumber, MaskKind.Name],
            Clue.Employer => [MaskKind.Employer],
            Clue.Photo => [MaskKind.Photo],
            _ => [MaskKind.EyesInPhoto],
        };
        return fitting.Where(items.Contains).Select(k => (MaskKind?)k).FirstOrDefault();
    }

    public static string Label(this Clue clue) => clue switch
    {
        Clue.Name => "姓名",
        Clue.IdNumber => "身份证号码",
        Clue.Phone => "电话号码",
        Clue.Employer => "工作单位",
        Clue.Photo => "照片",
        _ => "照片的眼睛部位",
    };
}
