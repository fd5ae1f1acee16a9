using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>读的时候收着建议：同一处写同一个值只收一次，每类不超过一定条数。</summary>
internal sealed class Findings(PastedNotice notice)
{
    private const int MostOfAKind = 60;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private readonly List<Proposal> _proposals = [];
    private readonly HashSet<(string Path, string Value, string ClauseKey)> _seen = [];

    public IReadOnlyList<Proposal> Proposals => _proposals;

    public void Add(ProposalKind kind, string path, object value, string shown, Sentence source, string clauseKey) =>
        Add(kind, path, value, shown, source.Start, source.End, clauseKey);

    public void Add(ProposalKind kind, string path, object value, string shown, int start, int end, string clauseKey)
    {
        if (start >= end || _proposals.Count(p => p.Kind == kind) >= MostOfAKind) return;
        var json = JsonSerializer.Serialize(value, Json);
        if (!_seen.Add((path, json, clauseKey))) return;
        var span = notice.Place(start, end);
        _proposals.Add(new Proposal(kind, path, json, shown, span, notice.Cut(span), clauseKey));
    }

    public IReadOnlyList<Proposal> At(string path) => [.. _proposals.Where(p => p.Path == path)];

    public static string Names(IReadOnlyList<Grade> grades) => grades.Count == 0 ? "各级别" : string.Join('、', grades.Select(g => g.Label()));
}
