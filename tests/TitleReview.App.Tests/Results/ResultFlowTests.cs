using System.Text;
using TitleReview.App.Certificates;
using TitleReview.App.Notices;
using TitleReview.App.Presenting;
using TitleReview.App.Results;
using TitleReview.App.Storage;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Results;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Results;

/// <summary>阿克苏的两次评审会：一次正在公示，一次确认过、发了证。</summary>
public sealed class Results_and_certificates(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private const string Organiser = "committee@aksu", Bureau = "prefecture@aksu";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Guid> Of(string sql, string login) => Guid.Parse((await app.Ask($"select {sql} from review_results r join users u on u.applicant_id = r.applicant_id where u.user_name = $1", $"{login}@aksu"))[0]);

    private async Task<FilingId> Filing(string login) => new(await Of("r.filing_id", login));

    private async Task<ResultId> Result(string login) => new(await Of("r.id", login));

    private async Task<MeetingId> Meeting(string login) => new(await Of("r.meeting_id", login));

    private async Task<string> State(string login) => (await app.Ask("select state from review_results where id = $1", (await Result(login)).Value))[0];

    [Fact(DisplayName = "公示、异议、同步公示、确认、发证、换发、复查，各由该办的人办；别人什么也看不到"), Trait("rule", "AK-06"), Trait("rule", "KZ-16"), Trait("rule", "TC-41"), Trait("rule", "BZ-09")]
    public async Task Go_from_the_notice_to_the_certificate()
    {
        await using var who = await app.As(Organiser);
        await using var bureau = await app.As(Bureau);
        var meeting = await Meeting("announced");
        var (one, second) = (await Result("announced"), await Result("announced-second"));
        var view = (await who.Get<ReadResults>().Run(meeting, Ct))!;
        var notice = view.Notices.Single();
        Assert.All(view.Rows, r => Assert.True(r.Reconciles));

        // The public reads and objects, by the code alone; a wrong port knows nothing of it.
        await using var visitor = app.AsVisitor();
        var shown = (await visitor.Get<ReadResultNotice>().Run("aksu", notice.Code.ToLowerInvariant(), Ct))!;
        Assert.Equal(2, shown.People.Count);
        Assert.Null(await visitor.Get<ReadResultNotice>().Run("bazhou", notice.Code, Ct));
        Assert.Equal(notice.Code, Assert.Single((await visitor.Get<ReadResultNotices>().Run("aksu", shown.People[0].Name, Ct))!.Found).Code);
        var objection = Guid.NewGuid();
        var (receipt, _) = await visitor.Get<ObjectToResults>().Run("aksu", notice.Code, objection, null, "名单上有人没有到岗", "王五", "0997-1", Ct);
        Assert.Equal(receipt!.No, (await visitor.Get<ObjectToResults>().Run("aksu", notice.Code, objection, null, "名单上有人没有到岗", "王五", "0997-1", Ct)).Receipt!.No);
        Assert.Null((await visitor.Get<ReadObjectionReceipt>().Run("aksu", receipt.No, Ct))!.SettledAt);
        Assert.Equal("0997-1", (await who.Again().Get<ReadResults>().Run(meeting, Ct))!.Contacts[objection]);

        Assert.IsType<NoticeStillRunning>(await who.Again().Get<ProposeConfirmation>().Run(meeting, [one], "阿1号", view.Now.Today, Ct));
        await using (var unit = await app.As("employer-state@aksu"))
        {
            Assert.Contains((await unit.Get<ReadUnitResults>().Run(Ct))!.Notices, n => n.Mirror is { PostedOn: null });
            Assert.Equal("%PDF", Encoding.ASCII.GetString((await unit.Again().Get<PrintResultPoster>().Run(notice.Id, Ct)).Pdf!, 0, 4));
            Assert.Null(await unit.Again().Get<MirrorResults>().Run(notice.Id, view.Now.Today, Ct));
        }

        app.Clock.Advance(TimeSpan.FromDays(20));
        Assert.True((await visitor.Get<ReadResultNotice>().Run("aksu", notice.Code, Ct))!.IsOver);
        Assert.Empty((await visitor.Get<ReadResultNotices>().Run("aksu", null, Ct))!.Notices);
        var today = (await who.Again().Get<ReadResults>().Run(meeting, Ct))!.Now.Today;
        Assert.IsType<ResultObjectionOpen>(await who.Again().Get<ProposeConfirmation>().Run(meeting, [one], "阿1号", today, Ct));
        Assert.Null(await who.Again().Get<SettleResultObjection>().Run(objection, null, ObjectionAnswer.NotTrue, "查过，都在岗。", Ct));
        Assert.Equal("查过，都在岗。", (await visitor.Get<ReadObjectionReceipt>().Run("aksu", receipt.No, Ct))!.Outcome);

        // One is stopped by what was found; the other goes on.
        var about = view.Notices[0].Objections.Single(o => o.ResultId == second);
        Assert.IsType<InvalidInput>(await who.Again().Get<SettleResultObjection>().Run(about.Id, null, null, "查实", Ct));
        Assert.Null(await who.Again().Get<SettleResultObjection>().Run(about.Id, null, ObjectionAnswer.NotPassed, "查实，不是主要完成人。", Ct));
        // Nobody alone overturns what was voted.
        Assert.Equal("Publicised", await State("announced-second"));
        Assert.IsType<DecisionUnderWay>(await who.Again().Get<SettleResultObjection>().Run(about.Id, null, ObjectionAnswer.NotTrue, "算了", Ct));
        var upheld = (await bureau.Get<ReadResultBoard>().Run(Ct))!.Waiting.Single().Decision;
        Assert.IsType<NotFoundHere>(await who.Again().Get<DecideResults>().Run(upheld.Id, true, null, Ct));
        Assert.Null(await bureau.Again().Get<DecideResults>().Run(upheld.Id, false, "再核一核。", Ct));
        Assert.Equal("Publicised", await State("announced-second"));
        Assert.Null(await who.Again().Get<SettleResultObjection>().Run(about.Id, null, ObjectionAnswer.NotPassed, "查实，不是主要完成人。", Ct));
        Assert.Null(await bureau.Again().Get<DecideResults>().Run((await bureau.Again().Get<ReadResultBoard>().Run(Ct))!.Waiting.Single().Decision.Id, true, null, Ct));
        Assert.Equal("NotPassed", await State("announced-second"));
        // Why is told; the key of who objected is not.
        Assert.Equal(["异议查实：查实，不是主要完成人。"], await app.Ask("select end_reason from review_results where id = $1", second.Value));
        Assert.Null(await who.Again().Get<ProposeConfirmation>().Run(meeting, [one], "阿1号", today, Ct));
        var decision = (await bureau.Again().Get<ReadResultBoard>().Run(Ct))!.Waiting.Single().Decision;
        Assert.IsType<NotFoundHere>(await who.Again().Get<DecideResults>().Run(decision.Id, true, null, Ct));
        Assert.Null(await bureau.Again().Get<DecideResults>().Run(decision.Id, true, null, Ct));
        Assert.Equal("Confirmed", await State("announced"));
        Assert.Equal(["1"], await app.Ask("select count(*) from outbox_events where kind = 'ResultConfirmed' and filing_id = $1", (await Filing("announced")).Value));

        await Issues(who, meeting);
        await Rechecks();
        foreach (var stranger in new[] { "committee@bazhou", "county@aksu", "expert@aksu", "applicant@aksu" })
        {
            await using var other = await app.As(stranger);
            Assert.Null(await other.Get<ReadResults>().Run(meeting, Ct));
            Assert.Null(await other.Again().Get<ReadResult>().Run(one, Ct));
            Assert.Null(await other.Again().Get<ReadOwnResult>().Run(await Filing("announced"), Ct));
            Assert.IsType<NotFoundHere>(await other.Again().Get<PostResults>().Run(meeting, Ct));
            Assert.IsType<NotFoundHere>((await other.Again().Get<ExportResults>().Run(meeting, ResultList.Document, false, Ct)).Refusal);
        }
    }

    private async Task Issues(SignedInScope who, MeetingId meeting)
    {
        var tenant = new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = 'aksu'"))[0]));
        var (batch, _) = await who.Again().Get<OrderCertificates>().Run(meeting, Ct);
        Assert.IsType<BatchUnderWay>((await who.Again().Get<OrderCertificates>().Run(meeting, Ct)).Refusal);
        Assert.Equal(1, await app.AsVisitor().Get<RunCertificates>().Run(tenant, Ct));
        Assert.Equal(0, await app.AsVisitor().Get<RunCertificates>().Run(tenant, Ct));
        Assert.Equal((BatchState.Done, 1), (await who.Again().Get<ReadCertificateBatch>().Run(batch!.Value, Ct)) is { } done ? (done.State, done.Issued) : default);
        Assert.IsType<NobodyToCertify>((await who.Again().Get<OrderCertificates>().Run(meeting, Ct)).Refusal);

        await using var holder = await app.As("announced@aksu");
        var own = (await holder.Get<ReadOwnResult>().Run(await Filing("announced"), Ct))!;
        var certificate = Assert.Single(own.Certificates);
        Assert.Matches("^AK2023013[0-9]{5}$", certificate.Number);
        using (var pdf = new Pdf((await holder.Again().Get<PrintCertificate>().Run(certificate.Id, Ct)).Pdf!))
        {
            Assert.Equal(1, pdf.PageCount);
            foreach (var word in new[] { certificate.Number, certificate.Facts.Name.Replace(" ", "", StringComparison.Ordinal), "阿1号", certificate.Code }) Assert.Contains(Pdf.Squeeze(word), pdf.Text, StringComparison.Ordinal);
        }

        await using (var other = await app.As("employer-private@aksu")) Assert.IsType<NotFoundHere>((await other.Get<PrintCertificate>().Run(certificate.Id, Ct)).Refusal);
        await using var visitor = app.AsVisitor();
        var found = (await visitor.Get<CheckCertificate>().Run("aksu", $" {certificate.Number.ToLowerInvariant()} ", certificate.Facts.Name, Ct))!;
        Assert.True(found is { IsGenuine: true, State: CertificateState.Valid });
        Assert.Contains('*', found.Facts.ShownId);
        Assert.Null(await visitor.Get<CheckCertificate>().Run("aksu", certificate.Number, "别人", Ct));
        Assert.Null(await visitor.Get<CheckCertificate>().Run("aksu", certificate.Number, "", Ct));
        Assert.Null(await visitor.Get<CheckCertificate>().Run("bazhou", certificate.Number, certificate.Facts.Name, Ct));
        Assert.Equal(certificate.Number, (await visitor.Get<VerifyCertificate>().Run(certificate.Code, Ct))!.Number);

        Assert.Equal(["NewName", "Reason", "Basis"], ((InvalidInput)(await who.Again().Get<CorrectCertificate>().Run(certificate.Id, new(), Ct))!).Errors.Select(e => e.Field));
        var correction = new CorrectionForm { NewName = "桑蔚燃", Reason = "改名", Basis = "公安机关改名证明" };
        Assert.Equal("NewName", ((InvalidInput)(await who.Again().Get<CorrectCertificate>().Run(certificate.Id, correction with { NewName = certificate.Facts.Name }, Ct))!).Errors.Single().Field);
        Assert.Null(await who.Again().Get<CorrectCertificate>().Run(certificate.Id, correction, Ct));
        // Nothing is changed until another one agrees; meanwhile nothing else is done with it.
        Assert.IsType<DecisionUnderWay>(await who.Again().Get<CorrectCertificate>().Run(certificate.Id, correction, Ct));
        Assert.IsType<DecisionUnderWay>((await who.Again().Get<ReissueCertificate>().Run(certificate.Id, "遗失", Ct)).Refusal);
        var waiting = (await who.Again().Get<ReadCertificate>().Run(certificate.Id, Ct))!;
        Assert.Equal((CertificateState.Valid, false), (waiting.Certificate.State, waiting.MayReplace));
        Assert.NotNull(await who.Again().Get<DecideResults>().Run(waiting.Waiting!.Id, true, null, Ct));
        await using (var bureau = await app.As(Bureau)) Assert.Null(await bureau.Get<DecideResults>().Run(waiting.Waiting.Id, true, null, Ct));
        var renewed = (await who.Again().Get<ReadCertificate>().Run((await who.Again().Get<ReadCertificate>().Run(certificate.Id, Ct))!.History[0].Id, Ct))!;
        Assert.Equal(certificate.Facts, renewed.Certificate.Facts with { Name = certificate.Facts.Name, Issued = certificate.Facts.Issued });
        Assert.Equal(("桑蔚燃", 2), (renewed.Certificate.Facts.Name, renewed.History.Count));
        Assert.Equal((CertificateState.Replaced, renewed.Certificate.Number), (await visitor.Get<VerifyCertificate>().Run(certificate.Code, Ct)) is { } old ? (old.State, old.ReplacedBy) : default);
        Assert.IsType<CertificateOver>(await who.Again().Get<CorrectCertificate>().Run(certificate.Id, correction, Ct));
        Assert.IsType<CertificateOver>((await who.Again().Get<ReissueCertificate>().Run(certificate.Id, "再来", Ct)).Refusal);
        Assert.Equal(CertificateState.Revoked, (await visitor.Get<VerifyCertificate>().Run((await app.Ask("select code from certificates where state = 'Revoked'"))[0], Ct))!.State);
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await who.Again().Get<PrintCertificates>().Run(meeting, 1, Ct)).Pdf!, 0, 4));
        foreach (var list in Enum.GetValues<ResultList>()) Assert.NotEmpty((await who.Again().Get<ExportResults>().Run(meeting, list, list == ResultList.Document, Ct)).Bytes!);
    }

    private async Task Rechecks()
    {
        await using var person = await app.As("announced-second@aksu");
        var id = Guid.NewGuid();
        var (receipt, refusal) = await person.Get<AskRecheck>().Run(await Filing("announced-second"), id, "请核对我排第几", Ct);
        Assert.Null(refusal);
        Assert.Equal(receipt, (await person.Again().Get<AskRecheck>().Run(await Filing("announced-second"), id, "请核对我排第几", Ct)).Receipt);
        Assert.IsType<RecheckUnderWay>((await person.Again().Get<AskRecheck>().Run(await Filing("announced-second"), Guid.NewGuid(), "再来", Ct)).Refusal);
        await using var who = await app.As(Organiser);
        Assert.Null(await who.Get<SettleResultObjection>().Run(id, null, ObjectionAnswer.Again, "材料可以证明，重新评审。", Ct));
        await using (var bureau = await app.As(Bureau)) Assert.Null(await bureau.Get<DecideResults>().Run((await bureau.Get<ReadResultBoard>().Run(Ct))!.Waiting.Single().Decision.Id, true, null, Ct));
        Assert.Equal(ResultState.Reexamining, (await person.Again().Get<ReadOwnResult>().Run(await Filing("announced-second"), Ct))!.Result.State);
    }

    [Fact(DisplayName = "评审表第 9 页的票数就是封存的计票；从前打印的说有了更新的一版；计票、结果、证书改一个字节，查验与全面核对都说得出"), Trait("rule", "TC-38")]
    public async Task Reconcile_with_the_paper_and_notice_tampering()
    {
        await using var person = await app.As("certified@aksu");
        var (filing, result) = (await Filing("certified"), await Result("certified"));
        await using var visitor = app.AsVisitor();
        string[] counted = (await app.Ask("select concat_ws(' ', c.members, c.attending, c.in_favour, c.against) from ballot_cases c join review_results r on r.round_id = c.round_id and r.filing_id = c.filing_id where r.id = $1", result.Value))[0].Split(' ');
        var printed = await person.Get<PrintReviewForm>().Run(filing, Ct);
        using (var pdf = new Pdf(printed.Pdf!))
        {
            var page = Pdf.Squeeze(pdf.Pages.Single(p => p.Contains("总人数", StringComparison.Ordinal)));
            Assert.Contains($"赞成人数{counted[2]}反对人数{counted[3]}", page, StringComparison.Ordinal);
            Assert.Contains("阿地人社职〔演示〕18号", page, StringComparison.Ordinal);
            Assert.Contains($"{counted[0]}{counted[1]}", page, StringComparison.Ordinal);
        }

        var code = (await app.Ask("select code from printed_forms where filing_id = $1 order by printed_at desc limit 1", filing.Value))[0];
        // Whoever holds the paper sees what page 9 must say.
        var checkedPaper = await visitor.Get<VerifyPrint>().Run(code, Ct);
        Assert.True(checkedPaper is { IsCurrent: true, IsAltered: false, HasNewerContent: false });
        Assert.Equal((counted[0], counted[1], counted[2], counted[3]), (checkedPaper.PageNine!.Members, checkedPaper.PageNine.Attending, checkedPaper.PageNine.InFavour, checkedPaper.PageNine.Against));

        // Printed before the confirmation: the paper says something else by now.
        await app.Ask("update printed_forms set page_nine = null where code = $1", code);
        Assert.True((await visitor.Get<VerifyPrint>().Run(code, Ct)) is { IsCurrent: false, HasNewerContent: true, PageNine: null });
        await person.Again().Get<PrintReviewForm>().Run(filing, Ct);
        var newest = (await app.Ask("select code from printed_forms where filing_id = $1 order by printed_at desc limit 1", filing.Value))[0];
        Assert.True((await visitor.Get<VerifyPrint>().Run(newest, Ct))!.IsCurrent);
        Assert.Empty(await Faults());

        await using var who = await app.As(Organiser);
        foreach (var (table, set, back) in new[]
        {
            ("ballot_cases", "in_favour = in_favour - 1, against = against + 1", "in_favour = in_favour + 1, against = against - 1"),
            ("review_results", "document_number = document_number || '0'", "document_number = left(document_number, -1)"),
        })
        {
            await app.Ask($"update {table} set {set} where filing_id = $1", filing.Value);
            Assert.NotEmpty(await Faults());
            Assert.NotEqual(table == "ballot_cases", (await who.Again().Get<ReadResult>().Run(result, Ct))!.Row.Reconciles);
            Assert.Equal(table == "ballot_cases", (await visitor.Get<VerifyPrint>().Run(newest, Ct))!.IsAltered);
            Assert.False((await visitor.Get<VerifyPrint>().Run(newest, Ct))!.IsCurrent);
            await app.Ask($"update {table} set {back} where filing_id = $1", filing.Value);
        }

        foreach (var (table, set) in new[]
        {
            ("result_notices", "text = text || '。'"), ("result_notices", "last_day = last_day - 1"), ("result_notices", "people = jsonb_set(people, '{0,name}', '\"张三\"')"),
            ("result_mirrors", "posted_on = posted_on - 1"), ("result_decisions", "decided_by = '别人'"), ("result_objections", "content = content || '。'"), ("result_objections", "receipt = reverse(receipt)"),
        }) Assert.NotEmpty(await Undone($"update {table} set {set}"));
        foreach (var table in new[] { "result_mirrors", "result_objections" }) Assert.NotEmpty(await Undone($"delete from {table}"));
        Assert.Empty(await Faults());

        var certificate = (await app.Ask("select code from certificates where result_id = $1", result.Value))[0];
        await app.Ask("create table kept_certificates as select * from certificates");
        foreach (var (column, forged) in new[] { ("facts", "jsonb_set(facts, '{title}', '\"高级工程师\"')"), ("number", "number || '1'"), ("photo", "'0' || photo"), ("sealed_resident_id", "set_byte(sealed_resident_id, 20, (get_byte(sealed_resident_id, 20) + 1) % 256)"), ("digest", "repeat('0', 64)"), ("state", "'Valid'"), ("end_reason", "'别的'") })
        {
            var revoked = column is "state" or "end_reason";
            await app.Ask("alter table certificates disable trigger all; alter table certificates drop constraint if exists ck_certificates_ended");
            await app.Ask($"update certificates set {column} = {forged} where state = '{(revoked ? "Revoked" : "Valid")}'");
            Assert.NotEmpty(await Faults());
            if (!revoked) Assert.False((await visitor.Get<VerifyCertificate>().Run(certificate, Ct))!.IsGenuine);
            await app.Ask($"update certificates c set {column} = k.{column} from kept_certificates k where k.id = c.id");
        }

        await app.Ask("drop table kept_certificates");
        Assert.Empty(await Faults());
    }

    /// <summary>What verify says of the tampering; everything is put back.</summary>
    private async Task<IReadOnlyList<string>> Undone(string tampering)
    {
        var table = tampering.Split(' ')[tampering.StartsWith("delete", StringComparison.Ordinal) ? 2 : 1];
        await app.Ask($"create table kept as select * from {table}; set session_replication_role = replica; {tampering}");
        var faults = await Faults();
        await app.Ask($"set session_replication_role = replica; delete from {table}; insert into {table} select * from kept; drop table kept");
        return faults;
    }

    private async Task<IReadOnlyList<string>> Faults() => [.. (await app.AsVisitor().Get<Verification>().Run(_ => { }, Ct)).Where(p => p.Contains("结果", StringComparison.Ordinal) || p.Contains("证书", StringComparison.Ordinal) || p.Contains("同步公示", StringComparison.Ordinal))];
}
