using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TitleReview.App.Filings;
using TitleReview.Domain;

namespace TitleReview.Bench;

/// <summary>The statements of one submission, read from the server's log, as a pgbench script that submits other drafts with them.</summary>
internal sealed partial class PgbenchScript
{
    /// <summary>What differs from draft to draft: the columns of the table that pgbench takes its drafts from.</summary>
    private static readonly string[] Varying = ["filing", "applicant", "account", "stamp", "number", "digest", "name"];

    private readonly string _text;

    private PgbenchScript(string text, int statements) => (_text, Statements) = (text, statements);

    public int Statements { get; }

    public static async Task<PgbenchScript> Capture(Seeded site, Queue<string> drafts, CancellationToken ct)
    {
        await site.Ask<int>("""
            create table if not exists bench_drafts as
              select row_number() over (order by length(u.user_name), u.user_name) as n, f.id as filing, a.id as applicant, u.id as account, u.security_stamp as stamp, f.number, a.resident_id_digest as digest, a.name, u.user_name
                from users u join applicants a on a.id = u.applicant_id join filings f on f.applicant_id = a.id where u.user_name like 'ready-%';
            create unique index if not exists ux_bench_drafts on bench_drafts (n); grant select on bench_drafts to titlereview_app; select 1
            """);
        var started = Machine.Time.GetUtcNow();
        // The first of them warms the program up, the last one is listened to.
        var (user, heard) = ("", 0L);
        for (var warm = 0; warm < 5; warm++)
        {
            user = drafts.Dequeue();
            heard = new FileInfo(site.ServerLog).Length;
            if (warm == 4) await site.Ask<int>("alter role titlereview_app set log_min_duration_statement = 0; select 1");
            NpgsqlConnection.ClearAllPools();
            await using var scope = await site.As(user);
            var filing = new FilingId((await site.Ask<Guid>($"select filing from bench_drafts where user_name = '{user}'"))[0]);
            if (await scope.ServiceProvider.GetRequiredService<SubmitFiling>().Run(filing, Guid.CreateVersion7(), ct) is { } refusal) throw new InvalidOperationException(refusal.Sentence);
        }

        await site.Ask<int>("alter role titlereview_app reset log_min_duration_statement; select 1");
        NpgsqlConnection.ClearAllPools();
        var own = Varying.ToDictionary(v => v, v => site.Ask<string>($"select {v}::text from bench_drafts where user_name = '{user}'").Result[0]);
        List<string> lines = [$"\\set i :i + 1", $"\\set n :base + :client_id * 100000 + :i", $"select {string.Join(", ", Varying)} from bench_drafts where n = :n \\gset"];
        var statements = 0;
        foreach (var statement in Sent(Encoding.UTF8.GetString((await File.ReadAllBytesAsync(site.ServerLog, ct)).AsSpan((int)heard))))
        {
            lines.Add(Filled(statement.Sql, statement.Values, own, started) + ";");
            statements++;
        }

        return new(string.Join('\n', lines) + "\n", statements);
    }

    /// <summary>So many of these drafts by so many clients, side by side.</summary>
    public async Task Play(Seeded site, List<string> users, int lanes, CancellationToken ct)
    {
        var file = Path.GetTempFileName();
        var first = (await site.Ask<long>($"select n from bench_drafts where user_name = '{users[0]}'"))[0];
        var each = users.Count / lanes;
        // Client k takes the k-th share of them.
        await File.WriteAllTextAsync(file, _text.Replace(":client_id * 100000", $":client_id * {each}", StringComparison.Ordinal), ct);
        var app = new NpgsqlConnectionStringBuilder(site.Connection);
        var start = new ProcessStartInfo(PgbenchProgram(), ["-n", "-M", "prepared", "-c", $"{lanes}", "-j", $"{lanes}", "-t", $"{each}", "-f", file, "-D", "i=0", "-D", $"base={first - 1}", "-h", app.Host!, "-p", $"{app.Port}", "-U", app.Username!, app.Database!]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = app.Password;
        start.Environment["PGOPTIONS"] = "-c role=titlereview_app";
        using var pgbench = Process.Start(start)!;
        var (said, wrong) = (pgbench.StandardOutput.ReadToEndAsync(ct), pgbench.StandardError.ReadToEndAsync(ct));
        await pgbench.WaitForExitAsync(ct);
        File.Delete(file);
        if (pgbench.ExitCode != 0 || !(await said).Contains("number of failed transactions: 0", StringComparison.Ordinal)) throw new InvalidOperationException($"pgbench: {await wrong}{await said}");
    }

    private static IEnumerable<(string Sql, IReadOnlyDictionary<int, string?> Values)> Sent(string log)
    {
        // A record begins with a time; what follows without one belongs to it.
        var records = RecordStart().Split(log).Where(r => r.Length > 0).ToList();
        for (var at = 0; at < records.Count; at++)
        {
            if (Executed().Match(records[at]) is not { Success: true } match) continue;

            var detail = at + 1 < records.Count && records[at + 1].StartsWith("DETAIL:  parameters: ", StringComparison.Ordinal) ? records[at + 1]["DETAIL:  parameters: ".Length..] : "";
            yield return (match.Groups["sql"].Value.Trim().TrimEnd(';'), Parameter().Matches(detail).ToDictionary(p => int.Parse(p.Groups["no"].Value, CultureInfo.InvariantCulture), p => p.Groups["null"].Success ? null : (string?)p.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal)));
        }
    }

    /// <summary>The numbers of this draft become pgbench's variables; new numbers are made anew each time; the rest stays as it was sent.</summary>
    private static string Filled(string sql, IReadOnlyDictionary<int, string?> values, IReadOnlyDictionary<string, string> own, DateTimeOffset started) =>
        Placeholder().Replace(Regex.Replace(sql, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1)), m => values.TryGetValue(int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), out var value) ? Literal(value, own, started) : m.Value);

    private static string Literal(string? value, IReadOnlyDictionary<string, string> own, DateTimeOffset started)
    {
        if (value is null) return "null";
        foreach (var (name, mine) in own)
            if (value == mine) return $":{name}";
        if (Guid.TryParse(value, out var id) && id.Version == 7 && DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.ToString("N")[..12], 16)) > started) return "gen_random_uuid()";

        // A person's digest that no column holds, such as the platform's: of each draft another, or all would wait for one lock.
        if (value.Length == 66 && value.StartsWith("\\x", StringComparison.Ordinal)) return "sha256(:digest::bytea)";

        // pgbench takes any colon before a word for a variable of its own, within quotes too.
        if (value.Length == 0) return "''";

        var quoted = new StringBuilder("E'");
        foreach (var character in value) quoted.Append(character switch { '\'' => "''", '\\' => "\\\\", ':' => "\\x3a", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => character.ToString() });
        quoted.Append('\'');
        // A key with the draft's number in it, such as the outbox's, is another for each draft.
        return value[0] is not ('{' or '[') && value.Contains(own["filing"], StringComparison.Ordinal) ? $"replace({quoted}, '{own["filing"]}', :filing)" : quoted.ToString();
    }

    private static string PgbenchProgram() =>
        Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).Order().LastOrDefault() is { } found ? found : "pgbench";

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \w+ \[\d+\] (?:LOG:  )?", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RecordStart();

    [GeneratedRegex(@"^duration: [\d.]+ ms  (?:execute [^:]+|statement): (?<sql>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Executed();

    [GeneratedRegex(@"\$(?<no>\d+) = (?:(?<null>NULL)|'(?<value>(?:[^']|'')*)')", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\$(\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}
