using System.Text.RegularExpressions;

namespace TitleReview.Domain.Filings.Materials;

/// <summary>有多大把握：逐字相同、只差一两个字、凭旁边的字推断。</summary>
public enum Confidence { Sure, Likely, Possible }

/// <summary>建议遮盖的一处。只是建议：申报人接受、移动或不用。</summary>
/// <param name="Read">识别读到的字；照片为空。</param>
public sealed record MaskProposal(Clue Clue, PictureBox Box, string Read, Confidence Confidence)
{
    public string Why => Clue is Clue.Photo or Clue.Eyes ? $"像是{Clue.Label()}" : Confidence switch
    {
        Confidence.Sure => $"读到“{Read}”，与登记的{Clue.Label()}相同",
        Confidence.Likely => $"读到“{Read}”，与登记的{Clue.Label()}很像",
        _ => $"读到“{Read}”，看位置像是{Clue.Label()}，请核对",
    };
}

/// <summary>找过之后的结论：找到几处，或者什么也没有找到。没有找到不等于没有，要人自己再看一遍。</summary>
public abstract record MaskSearch(string Sentence);

public sealed record MasksFound(IReadOnlyList<MaskProposal> Proposals)
    : MaskSearch($"找到 {Proposals.Count} 处可能要遮盖的，请逐处核对；可能还有没找到的，请再看一遍全图。");

public sealed record NothingFound(int LinesRead) : MaskSearch(LinesRead == 0
    ? "这张图上没有读出字来，找不出要遮盖的地方，请自己看过全图再回答。"
    : $"读了 {LinesRead} 行字，没有找到要遮盖的地方。机器可能漏看，请自己看过全图再回答。");

/// <summary>遮盖建议（N4）：在读出的字里找申报人的姓名、号码、单位，并找证件照。</summary>
public static partial class MaskProposals
{
    private const double EmployerInSeal = 0.5;

    public static MaskSearch For(ReadScan scan, KnownIdentity known, IReadOnlySet<Clue> clues)
    {
        List<MaskProposal> found = [.. Words(scan.Lines, known), .. SealsWithEmployer(scan, known), .. IdCard.Photos(scan), .. scan.Portraits.Where(p => !scan.Seals.Any(s => p.Face.ShareWithin(s.Box) > 0.6)).SelectMany(Portrait)];
        var wanted = found.Where(p => clues.Contains(p.Clue)).ToList();
        var kept = new List<MaskProposal>();
        foreach (var proposal in wanted.OrderBy(p => p.Confidence).ThenByDescending(p => p.Box.Width * p.Box.Height))
            if (!kept.Exists(k => k.Clue == proposal.Clue && proposal.Box.ShareWithin(k.Box) > 0.7)) kept.Add(proposal);

        return kept.Count > 0 ? new MasksFound(kept) : new NothingFound(scan.Lines.Count);
    }

    /// <summary>有哪些建议还露在遮盖外面：提交之前再查一遍用。</summary>
    public static IReadOnlyList<MaskProposal> Uncovered(MasksFound found, IReadOnlyList<PictureBox> masks) =>
        [.. found.Proposals.Where(p => masks.Sum(m => p.Box.ShareWithin(m)) < 0.8)];

    private static IEnumerable<MaskProposal> Words(IReadOnlyList<ReadLine> lines, KnownIdentity known)
    {
        var words = known.Words();
        foreach (var run in ReadingRuns.Of(lines))
        {
            var taken = new List<NearMatch>();
            foreach (var word in words)
                foreach (var match in NearSearch.Find(run.Text, run.Scores, word.Text, Most(word)))
                {
                    if (run.Joints.Count > 1 && !run.Crosses(match)) continue;   // 单独一行时已经找过
                    if (taken.Exists(t => match.Start >= t.Start && match.End <= t.End)) continue;
                    if (Judge(word, match, run, lines) is not { } confidence) continue;

                    taken.Add(match);
                    foreach (var box in run.Boxes(match.Start, match.End))
                        yield return new MaskProposal(word.Clue, box, run.Words(match.Start, match.End), confidence);
                }

            foreach (var guessed in NamesByPlace(run, lines, known)) yield return guessed;
        }
    }

    // 差到多少还去看一眼；看了收不收，由 Judge 定。
    private static double Most(KnownWord word) => word.Clue switch
    {
        Clue.IdNumber => 4,
        Clue.Phone => 1.3,
        Clue.Employer => word.Part ? 0 : Math.Max(1.2, word.Text.Length * 0.2),
        _ => word.Text.Length switch { 2 => 0, 3 => 1.2, 4 => 1.4, var n => n * 0.34 },
    };

    private static Confidence? Judge(KnownWord word, NearMatch match, ReadingRun run, IReadOnlyList<ReadLine> lines)
    {
        if (match.Cost == 0) return word.Part ? Confidence.Likely : Confidence.Sure;
        // 短名字少了一个字，后面却接着别的字：那是另一个人。
        if (word is { Clue: Clue.Name, Text.Length: <= 3 } && match.End - match.Start < word.Text.Length && match.End < run.Text.Count && !NameFollows().IsMatch(run.Words(match.End, match.End + 4))) return null;
        switch (word.Clue)
        {
            case Clue.IdNumber:
                return run.Text[match.Start..match.End].Count(char.IsAsciiDigit) >= 10 ? Confidence.Likely : null;
            case Clue.Name when word.Text.Length == 3:
                // 三个字差一个：读得没把握，或者就写在“姓名”之后，才算。
                return run.Text[match.Start] == word.Text[0] && (match.Cost <= 0.8 || Labelled(run.Words(match.Start - 6, match.Start), run.Words(match.End, match.End + 4), match.Start == 0 ? LabelBeside(run, lines) : "")) ? Confidence.Likely : null;
            case Clue.Employer when Letters.OtherNumber(run.Words(match.Start, match.End), word.Text):
                return null;
            default:
                return word.Part && match.Cost > word.Text.Length * 0.25 ? null : Confidence.Likely;
        }
    }

    private static string LabelBeside(ReadingRun run, IReadOnlyList<ReadLine> lines) =>
        lines.FirstOrDefault(l => Letters.Plain(l.Text) is { Length: > 0 } text && run.Words(0, text.Length) == text) is { } line && ReadingRuns.LeftOf(line, lines) is { } left ? Letters.Plain(left.Text) : "";

    private static bool Labelled(string before, string after, string beside) =>
        NameLabel().IsMatch(before) || NameLabel().IsMatch(beside) || NameFollows().IsMatch(after);

    /// <summary>名字里有识别不认得的字：栏名“姓名”之后、“同志”之前，姓对得上、字数也差不多，就提出来请人看。</summary>
    private static IEnumerable<MaskProposal> NamesByPlace(ReadingRun run, IReadOnlyList<ReadLine> lines, KnownIdentity known)
    {
        var name = Letters.Plain(known.Name);
        if (name.Length is < 2 or > 3) yield break;

        var text = string.Concat(run.Text);
        for (var at = text.IndexOf(name[0], StringComparison.Ordinal); at >= 0; at = text.IndexOf(name[0], at + 1))
        {
            if (string.CompareOrdinal(text, at, name, 0, name.Length) == 0) continue;
            var labelled = NameLabel().IsMatch(text[..at]) || (at == 0 && NameLabel().IsMatch(LabelBeside(run, lines)));
            if (EndOfGuess(run, text, at, name, labelled) is not { } end || (run.Joints.Count > 1 && !run.Joints.Exists(j => j > at && j < end))) continue;

            // 少读的那个字多半就在后面：按字宽多遮一个。
            var (boxes, each) = (run.Boxes(at, end).ToList(), end - at);
            foreach (var box in boxes)
                yield return new(Clue.Name, each < name.Length && box == boxes[^1] ? (box with { Right = box.Right + box.Width / each }).WithinPicture() : box, text[at..end], Confidence.Possible);
        }
    }

    private static int? EndOfGuess(ReadingRun run, string text, int at, string name, bool labelled)
    {
        foreach (var length in new[] { name.Length, name.Length - 1 })
        {
            var end = Math.Min(text.Length, at + length);
            var followed = NameFollows().IsMatch(text[end..]);
            var kin = Enumerable.Range(1, end - at - 1).Any(i => text[at + i] == name[i] || run.Scores[at + i] < 0.8);
            // 只剩一个姓，后面就是“同志”“身份证”，那个名必是没读出来。
            if (labelled && (followed || end == text.Length) || followed && (kin || length == 1)) return end;
        }

        return null;
    }

    /// <summary>印章环上的单位名称；读不出的，只在压着单位名称时提。</summary>
    private static IEnumerable<MaskProposal> SealsWithEmployer(ReadScan scan, KnownIdentity known)
    {
        var employers = known.Words().Where(w => w.Clue == Clue.Employer).ToList();
        foreach (var seal in scan.Seals)
        {
            var text = Letters.Plain(seal.Text);
            var letters = text.ToList();
            var unsure = letters.ConvertAll(_ => 0.5);
            if (employers.FirstOrDefault(w => NearSearch.Find(letters, unsure, w.Text, w.Text.Length * EmployerInSeal).Count > 0) is { })
                yield return new(Clue.Employer, seal.Box.WithinPicture(), seal.Text, Confidence.Likely);
            else if (text.Length < 4 && Words(scan.Lines, known).Any(p => p.Clue == Clue.Employer && p.Box.ShareWithin(seal.Box.Widened(seal.Box.Width / 2, seal.Box.Height / 4)) > 0.2))
                yield return new(Clue.Employer, seal.Box.WithinPicture(), "印章", Confidence.Possible);
        }
    }

    private static IEnumerable<MaskProposal> Portrait(ReadPortrait portrait)
    {
        var (photo, face) = (portrait.Box, portrait.Face);
        yield return new(Clue.Photo, photo.Widened(photo.Width * 0.03, photo.Height * 0.03).WithinPicture(), "", Confidence.Possible);
        // 肤色一块从额头到脖子，眼睛在上半。
        yield return new(Clue.Eyes, new PictureBox(face.Left - face.Width * 0.1, face.Top + face.Height * 0.12, face.Right + face.Width * 0.1, face.Top + face.Height * 0.52).WithinPicture(), "", Confidence.Possible);
    }

    [GeneratedRegex("(姓名|职工|学生|学员|作者简介|考核|申报人|负责人|主持人|持证人|乙方|兹证明|我单位|授予)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameLabel();

    [GeneratedRegex(@"^(同志|性别|身份|男|女|先生|女士|老师|于\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameFollows();
}
