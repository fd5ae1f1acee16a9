using System.Text.RegularExpressions;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Plans.Reading.ProposalKind;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>评审费：级别与取得方式各收多少，谁缴，依据哪个文件。</summary>
internal static partial class FeeReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        foreach (var sentence in notice.Body.Where(s => s.Has("元") && Charge().IsMatch(s.Text))) ReadRows(notice, found, sentence);
        ReadPayer(notice, found);
        foreach (var sentence in notice.Body.Where(s => s.HasAny("收费", "缴费", "评审费")))
            if (Basis().Match(sentence.Text) is { Success: true } m)
            {
                var basis = notice.Glyphs(sentence.Start + m.Groups["doc"].Index, m.Groups["doc"].Length);
                found.Add(Fee, "fees.basis", basis, $"收费依据：{basis}", sentence, "fee");
                break;
            }
    }

    private static void ReadRows(PastedNotice notice, Findings found, Sentence sentence)
    {
        var (from, tracks) = (0, (IReadOnlyList<TitleTrack>)[TitleTrack.Review]);
        foreach (Match amount in Amount().Matches(sentence.Text))
        {
            var chunk = sentence.Text[from..amount.Index];
            // 级别写在钱数后面的：“每人500元（高级）”。
            var grades = GradeWords.In(chunk) is { Count: > 0 } before ? before : GradeWords.In(GradeAfter().Match(sentence.Text, amount.Index + amount.Length).Value);
            if (Tracks(chunk) is { Count: > 0 } named) tracks = named;
            from = amount.Index + amount.Length;
            if (OtherFee().IsMatch(chunk)) continue;
            if (!int.TryParse(amount.Groups["yuan"].ValueSpan, out var yuan) || yuan == 0) continue;
            // 没有写级别的，是标题里的那几级；标题也没有的，各级一样。
            if (grades.Count == 0) grades = GradeWords.In(notice.Title?.Text ?? "") is { Count: > 0 } titled ? titled : GradeWords.All;
            var how = string.Join('、', tracks.Select(t => t.Label()));
            found.Add(Fee, "fees.rows[]", new { Grades = grades, Tracks = tracks, Yuan = yuan }, $"{how}，{Findings.Names(grades)}：{yuan} 元", sentence, "fee");
        }
    }

    private static IReadOnlyList<TitleTrack> Tracks(string chunk) =>
        [.. Track().Matches(chunk).Select(m => m.Value switch { "初次确定" or "初定" or "初聘" => TitleTrack.InitialDetermination, "授予" => TitleTrack.Conferral, "认定" => TitleTrack.Recognition, _ => TitleTrack.Review }).Distinct()];

    private static void ReadPayer(PastedNotice notice, Findings found)
    {
        if (notice.Body.FirstOrDefault(s => ByEmployer().IsMatch(s.Text)) is { } unit) found.Add(Fee, "fees.payer", "Employer", "评审费由单位缴", unit, "fee");
        else if (notice.Body.FirstOrDefault(s => ByApplicant().IsMatch(s.Text)) is { } person) found.Add(Fee, "fees.payer", "Applicant", "评审费由申报人缴", person, "fee");
    }

    [GeneratedRegex("费|元/(人|件|份)|每人", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Charge();

    [GeneratedRegex("(?<![0-9.])(?<yuan>[0-9]{1,5})(\\.0{1,2})?元", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Amount();

    /// <summary>答辩费、工本费不是评审费。</summary>
    [GeneratedRegex("(答辩|工本|考试|材料|培训|鉴定)费", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex OtherFee();

    [GeneratedRegex("\\G(/(人|件|份))?\\([^()]{2,12}\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex GradeAfter();

    [GeneratedRegex("初次确定|初定|初聘|授予|认定|评审", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Track();

    [GeneratedRegex("由(?!申报|个人|本人)[^,。;]{0,12}(单位|部门)[^。;]{0,80}?(缴|交)(纳|至|费)|(单位|部门)(统一|集中|代为)(缴|交)(纳|费)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ByEmployer();

    [GeneratedRegex("(申报人员?|本人|个人|专业技术人员|参评人员)[^。;]{0,60}?(缴纳|缴至|交纳|缴费支付|自行缴费)|由(申报人员?|个人|本人|参评人员)[^。;]{0,30}?(缴|交|支付)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ByApplicant();

    [GeneratedRegex("(依据|根据|按照?|执行)[^。;]{0,80}?(?<doc>[\u4e00-\u9fa5]{2,10}[〔【\\[(][0-9]{4}[〕】\\])][0-9]{1,4}号)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Basis();
}
