using System.IO.Compression;
using System.Text;
using TitleReview.App.Meetings;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Meetings;

/// <summary>What is carried into a room without a network: everything needed, nobody's name, and every page says until when and by whom.</summary>
public sealed class The_bundle_for_the_room(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private const string Officer = "prefecture@kezhou";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Only written forward, as a response is: whoever seeks or asks for the length fails.</summary>
    private sealed class OneWay(Stream under) : Stream
    {
        public long Written { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");
        public override Task FlushAsync(CancellationToken ct) => under.FlushAsync(ct);
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken ct = default) { Written += buffer.Length; await under.WriteAsync(buffer, ct); }
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken ct) => WriteAsync(buffer.AsMemory(offset, count), ct).AsTask();
    }

    [Fact(DisplayName = "会场资料包（S15）：议程、签到表、空白票、各份案卷；文字、文件名里没有一位申报人；每页印着用到哪一天、谁下载的；留痕；会完了就没有"), Trait("rule", "KZ-15")]
    public async Task Has_what_is_needed_and_nobodys_name()
    {
        var meeting = new MeetingId(Guid.Parse((await app.Ask("select m.id from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou'"))[0]));
        await using var officer = await app.As(Officer);
        var view = (await officer.Get<ReadMeeting>().Run(meeting, null, Ct))!;
        // Planted where something of the applicant can hide: in what he writes himself, and in the names of his files.
        var planted = view.Filings[view.Roll.Cases[0].FilingId];
        // What was sent is append-only and verified when the class is over: the test steps around the wall, and puts it back.
        Task Change(string sql) => app.Ask($"do $$ begin set local session_replication_role = replica; {sql}; end $$");
        var (of, form) = ($"'{planted.Id.Value}'", (await app.Ask("select form::text from submissions where filing_id = $1 and no = 1", planted.Id.Value)).Single().Replace("'", "''", StringComparison.Ordinal));
        await app.Ask("update materials set file_name = '雪豹' || file_name where filing_id = $1", planted.Id.Value);
        await app.Ask("update material_pages set masked = false, answered_at = now(), answered_by = gen_random_uuid() where filing_id = $1", planted.Id.Value);
        await Change($$"""update submissions set form = jsonb_set(form, '{modules,achievement,0,values,role}', to_jsonb('主持人{{planted.Applicant}}，单位{{planted.Employer}}'::text)) where filing_id = {{of}}""");
        try
        {
            await Packed(meeting, officer, view);
        }
        finally
        {
            await Change($"update submissions set form = '{form}'::jsonb where filing_id = {of}");
            await app.Ask("update material_pages set masked = null, answered_at = null, answered_by = null where filing_id = $1", planted.Id.Value);
            await app.Ask("update materials set file_name = substr(file_name, 3) where filing_id = $1", planted.Id.Value);
        }

        // After the meeting there is none, and it is the office's alone.
        static Stream Never(string name) => throw new InvalidOperationException("Nothing may be opened.");
        await using (var other = await app.As("prefecture@tacheng")) Assert.IsType<NotFoundHere>(await other.Get<PackMeeting>().Run(meeting, Never, Ct));
        Assert.Null(await officer.Again().Get<CancelMeeting>().Run(meeting, "改期", Ct));
        Assert.Equal(new MeetingNotInSession(MeetingState.Cancelled), await officer.Again().Get<PackMeeting>().Run(meeting, Never, Ct));
    }

    private async Task Packed(MeetingId meeting, SignedInScope officer, MeetingView view)
    {
        using var bytes = new MemoryStream();
        var (names, output) = (new List<string>(), new OneWay(bytes));
        Assert.Null(await officer.Again().Get<PackMeeting>().Run(meeting, name => { names.Add(name); return output; }, Ct));
        Assert.Equal(["会场资料包.zip"], names);

        using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()));
        var codes = view.Roll.Cases.Select(c => (c.No, view.Filings[c.FilingId].Code!)).ToList();
        Assert.Equal(["01-会议议程.pdf", "02-签到表.pdf", "03-空白表决票.pdf", .. codes.Select(c => $"案卷/{c.No:000}-{c.Item2}.pdf"), "请先看这里.txt"], zip.Entries.Select(e => e.FullName));

        var secrets = view.Filings.Values.SelectMany(f => new[] { f.Applicant, f.Employer, f.Number }).Concat(["雪豹"])
            .Concat(await app.Ask("select phone from applicants a join filings f on f.applicant_id = a.id join meeting_cases c on c.filing_id = f.id where c.meeting_id = $1", meeting.Value))
            .Concat(await app.Ask("select distinct r #>> '{values,school}' from submissions s join meeting_cases c on c.filing_id = s.filing_id cross join lateral jsonb_array_elements(s.form #> '{modules,education}') r where c.meeting_id = $1", meeting.Value))
            .Where(w => w.Length > 1).Distinct().ToList();
        Assert.True(secrets.Count > 4);
        var until = new Moment(view.Meeting.StartsAt).Today > view.Now.Today ? new Moment(view.Meeting.StartsAt).Today : view.Now.Today;
        var scanned = new Dictionary<string, int>();
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using (var from = await entry.OpenAsync(Ct)) await from.CopyToAsync(content, Ct);
            using var pdf = entry.FullName.EndsWith(".pdf", StringComparison.Ordinal) ? new Pdf(content.ToArray()) : null;
            var text = Pdf.Squeeze(pdf?.Text ?? Encoding.UTF8.GetString(content.ToArray()));
            Assert.All(secrets, secret => Assert.DoesNotContain(Pdf.Squeeze(secret), Pdf.Squeeze(entry.FullName) + text, StringComparison.Ordinal));
            Assert.Contains(Pdf.Squeeze($"有效到 {until.Print()}，过期销毁"), text, StringComparison.Ordinal);
            if (pdf is null) continue;

            Assert.All(pdf.Pages, page => Assert.Contains(Pdf.Squeeze(until.Print()), Pdf.Squeeze(page), StringComparison.Ordinal));
            Assert.True(pdf.PalePixels(1) > 0, entry.FullName);
            // Of pictures, those that somebody answered for: here all of one case, none of the others.
            if (codes.FirstOrDefault(c => entry.FullName.Contains(c.Item2, StringComparison.Ordinal)).Item2 is { } code) scanned[code] = pdf.Pages.Count(p => Pdf.Squeeze(p).StartsWith(Pdf.Squeeze($"{code}第"), StringComparison.Ordinal));
        }

        Assert.Equal(codes.Select(c => (c.Item2, c.Item2 == view.Filings[view.Roll.Cases[0].FilingId].Code)), scanned.Select(s => (s.Key, s.Value > 0)));

        // Who took it stands in the audit.
        Assert.NotEmpty(await app.Ask("select 1 from audit_entries where body::text like '%下载会场资料包%' and user_name <> ''"));
    }
}
