using System.Text.Json;
using System.Text.RegularExpressions;
using TitleReview.Domain.Ballots;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Ballots;

/// <summary>
/// Somebody who owns the server and wants to know who voted what. He takes every stored value that touches a voter, and learns from half of the votes
/// (told to him by their voters) which value goes with which choice. The best one, chosen on another part of what he was told, is tried on the rest.
/// </summary>
internal sealed partial class Linker(IReadOnlyList<string[]> voters, IReadOnlyList<string[]> cases)
{
    private readonly Dictionary<string, string?[,]> _features = new(StringComparer.Ordinal);

    public int Features => _features.Count;

    public void Add(string feature, int voter, int at, string value)
    {
        if (!_features.TryGetValue(feature, out var cells)) _features[feature] = cells = new string?[voters.Count, cases.Count];
        cells[voter, at] = value;
    }

    public void OfVoter(string feature, int voter, string value)
    {
        for (var at = 0; at < cases.Count; at++) Add(feature, voter, at, value);
    }

    /// <summary>Every row of every table: its values, its version, its place on the disk, and the place of a voter in a list.</summary>
    /// <param name="cast">The voters in the order in which they voted: an access log would show it.</param>
    public async Task Read(AppUnderTest app, string moment, string tables, IReadOnlyList<int> cast)
    {
        foreach (var table in await app.Ask($"select quote_ident(relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname {tables}"))
        {
            List<(string Text, string At, string Version, List<int> Voters, List<int> Cases)> rows = [];
            foreach (var row in await app.Ask($"select ctid::text || ' ' || xmin::text || ' ' || to_jsonb(t)::text from {table} t order by ctid"))
            {
                var parts = row.Split(' ', 3);
                List<int> who = [.. Enumerable.Range(0, voters.Count).Where(v => voters[v].Any(parts[2].Contains))], what = [.. Enumerable.Range(0, cases.Count).Where(c => cases[c].Any(parts[2].Contains))];
                if (who.Count + what.Count > 0) rows.Add((parts[2], parts[0], parts[1], who, what));
            }

            foreach (var (row, rank) in rows.Select((r, i) => (r, i)))
                foreach (var voter in row.Voters)
                    foreach (var (name, value) in row.Voters.Count == 1 ? Values(row.Text, row.At, row.Version, rank) : [("place", $"{Place(row.Text, voters[voter])}")])
                    {
                        if (row.Cases.Count == 1) Add($"{moment}.{table}.{name}", voter, row.Cases[0], value);
                        else OfVoter($"{moment}.{table}.{name}", voter, value);
                    }

            // Nameless rows, as many as there are votes: are they in the order in which, or of those who, voted?
            foreach (var of in rows.Where(r => r.Voters.Count == 0 && r.Cases.Count == 1).GroupBy(r => r.Cases[0]).Where(g => g.Count() == voters.Count))
                foreach (var (row, i) in of.Select((r, i) => (r, i)))
                    foreach (var (name, value) in Values(row.Text, row.At, row.Version, i))
                    {
                        Add($"{moment}.{table}.{name}.by time", cast[i], of.Key, value);
                        Add($"{moment}.{table}.{name}.by id", i, of.Key, value);
                    }
        }
    }

    private static IEnumerable<(string Name, string Value)> Values(string text, string at, string version, int rank)
    {
        yield return ("version", version);
        yield return ("rank", $"{rank}");
        foreach (var (number, i) in at.Trim('(', ')').Split(',').Select((n, i) => (n, i))) yield return ($"ctid{i}", number);
        foreach (var column in JsonDocument.Parse(text).RootElement.EnumerateObject())
        {
            var value = column.Value.ToString();
            yield return (column.Name, value);
            yield return ($"{column.Name}.length", $"{value.Length}");
            if (!value.StartsWith(@"\x", StringComparison.Ordinal)) continue;
            for (var i = 2; i + 1 < value.Length; i += 2) yield return ($"{column.Name}[{(i / 2) - 1}]", $"{Convert.ToInt32(value.Substring(i, 2), 16)}");
        }
    }

    private static int Place(string text, string[] names) => Ids().Matches(text).Select(m => m.Value).TakeWhile(id => !names.Contains(id)).Count();

    /// <returns>How many of the votes he was not told he names rightly, and by what.</returns>
    public (double Right, string By) Guess(Choice[,] votes)
    {
        var random = new Random(7);
        List<(int V, int C)>[] parts = [[], [], []];
        for (var v = 0; v < voters.Count; v++)
            for (var c = 0; c < cases.Count; c++) parts[random.Next(3)].Add((v, c));

        List<(string Name, Func<(int V, int C), string> Of)> views = [.. _features.SelectMany(f => Views(f.Key, f.Value))];
        var best = views.MaxBy(view => Score(view.Of, parts[0], parts[1], votes));
        return (Score(best.Of, [.. parts[0], .. parts[1]], parts[2], votes), best.Name);
    }

    /// <summary>A value as it is; a number also in eight steps, and its remainders.</summary>
    private static IEnumerable<(string, Func<(int V, int C), string>)> Views(string name, string?[,] cells)
    {
        yield return (name, at => cells[at.V, at.C] ?? "");
        List<double> numbers = [.. cells.Cast<string?>().Select(t => double.TryParse(t, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : double.NaN)];
        if (numbers.Distinct().Count() < 4 || numbers.Any(double.IsNaN)) yield break;
        List<double> sorted = [.. numbers.Order()];
        List<double> steps = [.. Enumerable.Range(1, 7).Select(i => sorted[i * sorted.Count / 8])];
        double At((int V, int C) at) => numbers[(at.V * cells.GetLength(1)) + at.C];
        yield return ($"{name} in steps", at => $"{steps.Count(s => s <= At(at))}");
        yield return ($"{name} mod 2", at => $"{At(at) % 2}");
        yield return ($"{name} mod 3", at => $"{At(at) % 3}");
    }

    private static double Score(Func<(int V, int C), string> of, List<(int V, int C)> told, List<(int V, int C)> asked, Choice[,] votes)
    {
        static Choice Most(IEnumerable<Choice> choices) => choices.CountBy(c => c).MaxBy(c => c.Value).Key;
        var learned = told.GroupBy(of).ToDictionary(g => g.Key, g => Most(g.Select(c => votes[c.V, c.C])), StringComparer.Ordinal);
        var otherwise = Most(told.Select(c => votes[c.V, c.C]));
        return asked.Average(c => learned.GetValueOrDefault(of(c), otherwise) == votes[c.V, c.C] ? 1.0 : 0.0);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
