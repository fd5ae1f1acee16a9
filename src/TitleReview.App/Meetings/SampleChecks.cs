using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

/// <summary>抽查一次评审会的几份（O4）：先报数、抽出来，留在审计链里；抽了几次、报过哪些数，谁都赖不掉。</summary>
[Does(Act.NoteIncident)]
public sealed class DrawSample(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, string? number, int? size, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        if (session.WhyNot(Act.NoteIncident, seat) is { } refusal) return refusal;
        if (SampleDraw.WhyNot(meeting!, number, size, (await session.SampleCodes(id, ct)).Count) is { } wrong) return wrong;

        session.Note(Samples.NoteOf(id, SampleDraw.Number(number)!, size!.Value));
        return await session.Save(ct);
    }
}

/// <summary>抽到的一份里的一件：记录怎么说，合不合规定。</summary>
public sealed record SampleFact(string What, string Words, bool Sound = true);

public sealed record SampleCase(int No, string Code, string Specialty, string Level, IReadOnlyList<SampleFact> Trail);

/// <summary>抽过的一次。</summary>
public sealed record SampleDrawn(string Number, int Size, DateTimeOffset At);

/// <param name="Cases">议程上几份。</param>
/// <param name="Now">正在看的一次；还没有抽、抽的不是这个数的为空。</param>
/// <param name="Note">这一次的摘要，记的时候写在前面。</param>
public sealed record SampleView(Meeting Meeting, int Cases, IReadOnlyList<SampleDrawn> Drawn, SampleDrawn? Now, IReadOnlyList<SampleCase> Sample, string Note, IReadOnlyList<Incident> Noted);

/// <summary>看抽到的几份走过的路：站点、退回、退还、破例、法定人数、票数；只有编号。只看得到自己（或同席的）抽过的。</summary>
[Does(Act.ObserveMeeting)]
public sealed class ReadSample(TenantSessions sessions)
{
    public async Task<SampleView?> Run(MeetingId id, string? number, int? size, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        if (session.WhyNot(Act.ObserveMeeting, seat) is not null) return null;

        var (codes, drawn) = (await session.SampleCodes(id, ct), await session.Drawn(id, ct));
        var now = drawn.FirstOrDefault(d => d.Number == number && d.Size == size);
        var noted = await session.Db.Incidents.AsNoTracking().Where(i => i.MeetingId == id && i.Text.StartsWith(Samples.Word)).OrderByDescending(i => i.NotedAt).ToListAsync(ct);
        if (now is null) return new(meeting!, codes.Count, drawn, null, [], "", noted);

        var sample = SampleDraw.Of(id, now.Number, now.Size, codes.Values.ToList());
        return new(meeting!, codes.Count, drawn, now, await session.Trails(meeting!, [.. codes.Where(c => sample.Contains(c.Value)).Select(c => c.Key)], ct), Samples.Heading(now, sample), noted);
    }
}

/// <summary>记下抽查的结论：没有异常的就此了结；有问题的与别的情况一样，机构要答复，可以要求暂停。都进日志。</summary>
[Does(Act.NoteIncident)]
public sealed class NoteSample(TenantSessions sessions)
{
    /// <param name="sound">没有异常；空为没有选。</param>
    public async Task<Refusal?> Run(MeetingId id, string? number, int? size, bool? sound, string? problem, bool asksPause, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await session.Hold("meetings", id.Value, ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        if (session.WhyNot(Act.NoteIncident, seat) is { } refusal) return refusal;
        if ((await session.Drawn(id, ct)).FirstOrDefault(d => d.Number == number.Plain() && d.Size == size) is not { } now) return new SampleFirst();
        if (sound is not { } clean) return new InvalidInput("Sound", "请选“没有异常”或“有问题”。");
        if (!clean && Validation.Filled("看到的问题", 300)(problem.Plain()) is { } missing) return new InvalidInput("Problem", missing);

        var heading = Samples.Heading(now, SampleDraw.Of(id, now.Number, now.Size, (await session.SampleCodes(id, ct)).Values.ToList()));
        var (incident, wrong) = Incident.Note(Guid.CreateVersion7(), meeting!, $"{heading}：{(clean ? "没有异常" : $"有问题：{problem.Plain()}")}", !clean && asksPause, session.Actor, session.Now);
        if ((wrong ?? (clean ? incident!.Respond("没有异常，不用答复。", session.Actor, session.Now) : null)) is { } not) return not;

        session.Add(incident!);
        return await session.Save(ct);
    }
}

internal static partial class Samples
{
    public const string Word = "抽查", NotePrefix = "观察员抽查";

    /// <summary>再多的，编号写不下；凭报的数随时能重做。</summary>
    private const int CodesWritten = 12;

    public static string NoteOf(MeetingId id, string number, int size) => $"{NotePrefix} {id.Value} 报的数 {number}，抽 {size} 份";

    public static string Heading(SampleDrawn drawn, IReadOnlyList<string> codes) => $"{Word} {drawn.Size} 份（报的数 {drawn.Number}{(codes.Count <= CodesWritten ? $"；{string.Join('、', codes)}" : "")}）";

    /// <summary>日志里的那一句；不是抽查的为空。</summary>
    public static string? Told(string note) => Written().Match(note) is { Success: true } match ? $"观察员抽查：报的数 {match.Groups["number"].Value}，抽 {match.Groups["size"].Value} 份" : null;

    /// <summary>议程上的各份，撤下的也在：开会之后不再变。</summary>
    public static async Task<IReadOnlyDictionary<FilingId, string>> SampleCodes(this TenantSession session, MeetingId id, CancellationToken ct) =>
        await session.CodesOf(await session.Db.MeetingCases.Where(c => c.MeetingId == id).Select(c => c.FilingId).ToListAsync(ct), ct);

    /// <summary>从审计链里找抽过的各次，新的在前。</summary>
    public static async Task<IReadOnlyList<SampleDrawn>> Drawn(this TenantSession session, MeetingId id, CancellationToken ct) =>
        [.. (await ReportCounts.Ask(session, """
            select a.at, n -> 'values' ->> 'text' from audit_entries a cross join lateral jsonb_array_elements(case jsonb_typeof(a.body) when 'array' then a.body else '[]' end) n
             where a.tenant_id = $1 and n -> 'values' ->> 'text' like $2 order by a.seq desc
            """, r => (At: r.GetFieldValue<DateTimeOffset>(0), Text: r.GetString(1)), ct, session.Tenant.Id.Value, $"{NotePrefix} {id.Value} %"))
            .Select(n => (n.At, Match: Written().Match(n.Text))).Where(n => n.Match.Success).Select(n => new SampleDrawn(n.Match.Groups["number"].Value, int.Parse(n.Match.Groups["size"].Value, CultureInfo.InvariantCulture), n.At)).DistinctBy(d => (d.Number, d.Size))];

    [GeneratedRegex("^观察员抽查 .+ 报的数 (?<number>[0-9]+)，抽 (?<size>[0-9]+) 份$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
