using System.Text.RegularExpressions;
using static TitleReview.Domain.Plans.Reading.ProposalKind;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>谁不得申报：身份、处分；普通话、国语的要求。</summary>
internal static partial class EligibilityReader
{
    private static readonly IReadOnlyList<(string Identity, string ClauseKey, Func<string, bool> Says)> Identities =
    [
        ("公务员", "who.civilServant", s => CivilServant().IsMatch(s)),
        ("参照公务员法管理人员", "who.civilServant", s => Referenced().IsMatch(s)),
        ("离退休人员", "who.retired", s => Retired().IsMatch(s)),
    ];

    public static void Read(PastedNotice notice, Findings found)
    {
        var barring = notice.Body.Where(s => Barring().IsMatch(s.Text)).ToList();
        var identities = Identities.Where(i => barring.Exists(s => i.Says(s.Text))).ToList();
        var list = string.Join('、', identities.Select(i => i.Identity));
        // 同一份名单，每种身份各附自己的原句：采用哪一条，都是整份名单。
        foreach (var (identity, key, says) in identities)
            found.Add(Barred, "eligibility.barredIdentities", identities.Select(i => i.Identity).ToList(), $"{identity}在不得申报的名单里（名单：{list}）", barring.First(s => says(s.Text)), key);

        foreach (var sentence in barring)
            if (Sanction().Match(sentence.Text) is { Success: true } m)
            {
                var sanction = m.Groups["least"].Success ? $"{m.Groups["least"].Value}以上处分" : "处分";
                found.Add(Barred, "eligibility.barredSanctions", new[] { sanction }, $"受{sanction}、尚在处分期的不得申报", sentence, "who.sanctioned");
            }

        foreach (var sentence in notice.Body) ReadLanguage(found, sentence);
    }

    private static void ReadLanguage(Findings found, Sentence sentence)
    {
        if (Level().Match(sentence.Text) is { Success: true } level)
            found.Add(Language, "languages[]", new { Name = level.Groups["name"].Value, Minimum = level.Groups["level"].Value }, $"{level.Groups["name"].Value}不低于{level.Groups["level"].Value}", sentence, "language");
        else if (Tested().Match(sentence.Text) is { Success: true } test)
            found.Add(Language, "languages[]", new { Name = test.Groups["name"].Value }, $"须通过{test.Groups["name"].Value}水平测试", sentence, "language");
    }

    [GeneratedRegex("(不得|不能|不可|不予|不应|不再)(申报|参加|参评|受理|推荐)|不在[^,。;]{0,6}范围|不属于[^,。;]{0,10}(范围|对象)|不(列|纳)入", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Barring();

    [GeneratedRegex("(?<!参照)(?<!参照《)公务员(?!法)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CivilServant();

    [GeneratedRegex("参照?(《|国家)?公务员(法|》)*管理|参公", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Referenced();

    [GeneratedRegex("离退休|离休|退休", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Retired();

    [GeneratedRegex("(?<least>警告|记过|记大过|降级|撤职|留用察看)[^,。;]{0,2}以上|处分[^。;]{0,12}(影响期|处分期|期限内|期间|期内|未满|未解除)|(影响期|处分期)[^。;]{0,6}(内|未满)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Sanction();

    [GeneratedRegex("(?<name>普通话|国语|国家通用语言)[^。;]{0,30}?(?<level>[一二三]级[甲乙]等)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Level();

    [GeneratedRegex("(?<name>普通话|国语|国家通用语言)(文字)?水平测试", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tested();
}
