using System.Text.RegularExpressions;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Plans.Reading.ProposalKind;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>高技能人才贯通：什么等级、满几年、可报哪一级；技工院校学历的同等对待。</summary>
internal static partial class SkilledTradesReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        foreach (var sentence in notice.Body.Where(s => s.HasAny("技师", "高级工")))
        {
            if (Respectively().Match(sentence.Text) is { Success: true } all) ReadRespectively(found, sentence, all);
            else
                foreach (Match one in YearsFirst().IsMatch(sentence.Text) ? YearsFirst().Matches(sentence.Text) : OneByOne().Matches(sentence.Text))
                    Propose(found, sentence, one.Groups["level"].Value, ChineseNumber.Read(one.Groups["n"].ValueSpan), GradeOf(one.Groups["grade"].Value));
            if (Equivalent().Match(sentence.Text) is { Success: true } same) ReadEquivalence(notice, found, sentence, same);
        }
    }

    /// <summary>“高级工、技师、高级技师……分别满2年、3年、4年的，可分别申报助理级、中级、副高级”。</summary>
    private static void ReadRespectively(Findings found, Sentence sentence, Match all)
    {
        var levels = Level().Matches(all.Groups["levels"].Value);
        var years = Years().Matches(all.Groups["years"].Value);
        var grades = GradeWord().Matches(all.Groups["grades"].Value);
        if (levels.Count != years.Count || levels.Count != grades.Count) return;
        for (var i = 0; i < levels.Count; i++) Propose(found, sentence, levels[i].Value, ChineseNumber.Read(years[i].Groups["n"].ValueSpan), GradeOf(grades[i].Value));
    }

    private static void Propose(Findings found, Sentence sentence, string level, int? years, Grade? grade)
    {
        if (years is not (>= 0 and <= 40 and var n) || grade is not { } g) return;
        found.Add(SkilledTrades, "skilledTrades.steps[]", new { SkillLevel = level, Years = n, Grade = g }, $"{level}满 {n} 年，可报{g.Label()}", sentence, "skilled");
    }

    private static void ReadEquivalence(PastedNotice notice, Findings found, Sentence sentence, Match same)
    {
        var (of, to) = (Items(same.Groups["of"]), Items(same.Groups["to"]));
        if (of.Count != to.Count) return;
        var map = of.Zip(to).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second);
        found.Add(SkilledTrades, "eligibility.educationEquivalence", map, string.Join('，', map.Select(p => $"{p.Key}按{p.Value}")), sentence, "education.equivalence");

        List<string> Items(Group g) => notice.Glyphs(sentence.Start + g.Index, g.Length).Split('、').Select(i => i[(i.LastIndexOf('的') + 1)..]).ToList();
    }

    private static Grade? GradeOf(string word) => word switch
    {
        "员级" => Grade.Junior,
        "助理级" or "初级" => Grade.Assistant,
        "中级" => Grade.Intermediate,
        "副高级" or "高级" => Grade.AssociateSenior,
        "正高级" => Grade.Senior,
        _ => null,
    };

    [GeneratedRegex("(?<levels>(高级工|高级技师|特级技师|首席技师|技师)(、(高级工|高级技师|特级技师|首席技师|技师)){1,4})[^。;]{0,40}?分别[^。;0-9一二三四五六七八九十]{0,10}(?<years>[0-9一二两三四五六七八九十]{1,3}年(、[0-9一二两三四五六七八九十]{1,3}年){1,4})[^。;]{0,24}?(?<grades>(员级|助理级|初级|中级|副高级|正高级|高级)(、(员级|助理级|初级|中级|副高级|正高级|高级)){1,4})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Respectively();

    [GeneratedRegex("(?<level>高级工|高级技师|特级技师|首席技师|技师)[^。;]{0,40}?满" + ChineseNumber.Pattern + "年[^。;]{0,24}?(?<grade>员级|助理级|初级|中级|副高级|正高级|高级(?!工|技))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex OneByOne();

    [GeneratedRegex("满" + ChineseNumber.Pattern + "年的?(?<level>高级工|高级技师|特级技师|首席技师|技师)[^。;]{0,24}?(?<grade>员级|助理级|初级|中级|副高级|正高级|高级(?!工|技))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex YearsFirst();

    [GeneratedRegex("高级工|高级技师|特级技师|首席技师|技师", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Level();

    [GeneratedRegex(ChineseNumber.Pattern + "年", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Years();

    [GeneratedRegex("员级|助理级|初级|中级|副高级|正高级|高级", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex GradeWord();

    [GeneratedRegex("(?<of>[\u4e00-\u9fa5()]{2,14}班(、[\u4e00-\u9fa5()]{2,14}班){0,4})(毕业生?)?,?可?分别按照?(?<to>[\u4e00-\u9fa5]{2,6}(、[\u4e00-\u9fa5]{2,6}){0,4})学历", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Equivalent();
}
