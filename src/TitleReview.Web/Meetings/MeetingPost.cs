using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;

namespace TitleReview.Web.Meetings;

/// <summary>评审会各页交上来的：办什么，关于谁。读不懂的当作没有写，由用例说明。</summary>
public sealed class MeetingPost(IFormCollection form)
{
    public string Verb => Text("Verb") ?? "";
    public ExpertId Expert => new(Id("Expert"));
    public FilingId Filing => new(Id("Filing"));
    public UserId Observer => new(Id("Observer"));
    public TieKind? Kind => Enum.TryParse<TieKind>(Text("Kind"), out var kind) ? kind : null;
    public int Group => Text("Group").WholeNumber() ?? 0;
    public IReadOnlyList<FilingId> Filings => [.. form["Filings"].Select(f => Guid.TryParse(f, out var id) ? id : default).Where(id => id != default).Select(id => new FilingId(id))];

    /// <summary>各位坐哪里：kind-号、group-号。</summary>
    public IReadOnlyDictionary<ExpertId, (SeatKind Kind, int? Group)> Seats =>
        Keyed("kind-").Where(k => Enum.TryParse<SeatKind>(k.Value, out _)).ToDictionary(k => new ExpertId(k.Id), k => (Enum.Parse<SeatKind>(k.Value), Text($"group-{k.Id}").WholeNumber()));

    /// <summary>议程的次序与分组：no-号、group-号；读不出的号为空。</summary>
    public IReadOnlyDictionary<FilingId, (int Group, int? No)> Places =>
        Keyed("no-").ToDictionary(k => new FilingId(k.Id), k => (Text($"group-{k.Id}").WholeNumber() ?? 0, k.Value.WholeNumber()));

    /// <summary>评分表各项的分，照表上的次序。</summary>
    public IReadOnlyList<string?> Scores => form["Scores"];

    public string? Text(string name) => form[name].FirstOrDefault();

    public Guid Id(string name) => Guid.TryParse(Text(name), out var id) ? id : default;

    private IEnumerable<(Guid Id, string Value)> Keyed(string prefix) =>
        form.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(f => (Guid.TryParse(f.Key[prefix.Length..], out var id) ? id : default, f.Value.FirstOrDefault() ?? "")).Where(k => k.Item1 != default).DistinctBy(k => k.Item1);

}
