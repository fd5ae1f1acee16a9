using TitleReview.App.Tests.Documents;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support.Scans;

namespace TitleReview.Documents.Tests;

/// <summary>Per kind of mask: how much of what must be covered is covered (recall), how much of what is proposed was meant (precision).</summary>
internal sealed class Measures
{
    // A box counts as found when nine tenths of its letters are under proposals; a proposal as meant when a third of it lies on such a box.
    private const double Covered = 0.9, Meant = 0.3;

    public static readonly string[] Kinds = ["name", "id", "phone", "employer", "employerSeal", "photo", "eyes"];

    private readonly Dictionary<string, (int Found, int All, int Right, int Proposed)> _counts = Kinds.ToDictionary(k => k, _ => (0, 0, 0, 0), StringComparer.Ordinal);

    public List<string> Missed { get; } = [];
    public List<string> Wrong { get; } = [];

    public double Recall(string kind) => _counts[kind] is { All: > 0 } c ? (double)c.Found / c.All : 1;

    public double Precision(string kind) => _counts[kind] is { Proposed: > 0 } c ? (double)c.Right / c.Proposed : 1;

    public (int Found, int All, int Right, int Proposed) Counts(string kind) => _counts[kind];

    public void Add(SyntheticScan scan, IReadOnlyList<MaskProposal> proposals)
    {
        foreach (var kind in Kinds)
        {
            var clue = ClueOf(kind);
            var of = proposals.Where(p => p.Clue == clue).ToList();
            var (found, all, right, proposed) = _counts[kind];
            foreach (var truth in scan.Truth.Where(t => t.Kind == kind))
            {
                all++;
                if (CoveredShare(truth.Box, of) >= Covered) found++;
                else Missed.Add($"{scan.Name} {kind} {CoveredShare(truth.Box, of):0.00} {scan.Person.Name}/{scan.Person.Employer}");
            }

            // A seal's name is an employer too: both are counted under "employer".
            if (kind != "employerSeal")
                foreach (var proposal in of)
                {
                    proposed++;
                    if (scan.Truth.Any(t => ClueOf(t.Kind) == clue && (proposal.Box.ShareWithin(t.Box) >= Meant || t.Box.ShareWithin(proposal.Box) >= 0.7))) right++;
                    else Wrong.Add($"{scan.Name} {kind} “{proposal.Read}” {proposal.Confidence}");
                }

            _counts[kind] = (found, all, right, proposed);
        }
    }

    private static Clue ClueOf(string kind) => kind switch
    {
        "name" => Clue.Name, "id" => Clue.IdNumber, "phone" => Clue.Phone, "photo" => Clue.Photo, "eyes" => Clue.Eyes, _ => Clue.Employer,
    };

    private static double CoveredShare(PictureBox box, IReadOnlyList<MaskProposal> proposals)
    {
        const int steps = 40;
        var covered = 0;
        for (var i = 0; i < steps; i++)
            for (var j = 0; j < steps; j++)
            {
                var (x, y) = (box.Left + box.Width * (i + 0.5) / steps, box.Top + box.Height * (j + 0.5) / steps);
                if (proposals.Any(p => x >= p.Box.Left && x <= p.Box.Right && y >= p.Box.Top && y <= p.Box.Bottom)) covered++;
            }

        return covered / (double)(steps * steps);
    }
}
