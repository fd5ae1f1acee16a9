using TitleReview.App.Filings;
using TitleReview.App.Letters;
using TitleReview.App.Tests.Filings;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Documents;

/// <summary>Today's clock: all five ports are open.</summary>
public sealed class The_letters_of_a_filing(AppWithOpenPorts app) : IClassFixture<AppWithOpenPorts>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Filing> OwnFiling(SignedInScope applicant) => (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing;

    private static async Task<string> Text(SignedInScope of, FilingId filing, LetterAsk ask)
    {
        var (pdf, name, refusal) = await of.Get<PrintLetter>().Run(filing, ask, Ct);
        Assert.Null(refusal);
        Assert.EndsWith(".pdf", name, StringComparison.Ordinal);
        return string.Concat(string.Concat(await of.Get<PdfWorker>().Texts(pdf!, Ct)).Where(c => !char.IsWhiteSpace(c)));
    }

    [Theory(DisplayName = "五个端口的文书都印得出，姓名、单位、资格都填上了，没有剩下花括号"), Trait("rule", "TC-24"), Trait("rule", "BZ-20"), Trait("rule", "KZ-06")]
    [InlineData("tacheng"), InlineData("bazhou"), InlineData("aksu"), InlineData("xinjiang"), InlineData("kezhou")]
    public async Task Are_printed_in_every_port(string port)
    {
        await using var applicant = await app.As($"applicant@{port}");
        var filing = await OwnFiling(applicant);
        var view = (await applicant.Get<ReadLetters>().Run(filing.Id, Ct))!;
        Assert.NotEmpty(view.Rows);
        foreach (var row in view.Rows.Where(r => r.Terms.Form != LetterForm.TrainingExemption))
        {
            var text = await Text(applicant, filing.Id, new LetterAsk(row.Terms.Key));
            Assert.DoesNotContain("{", text, StringComparison.Ordinal);
            if (row.Terms.Text.Contains("{姓名}", StringComparison.Ordinal)) Assert.Contains(view.Applicant, text, StringComparison.Ordinal);
            if (row.Terms.Text.Contains("{承诺内容}", StringComparison.Ordinal)) Assert.Matches(@"\d年内", text);
        }
    }

    [Fact(DisplayName = "免学申请表：仍在参加的与已经返回的，印上各由谁审核盖章；写全身份证号，留一句审计；没有填事由的不印"), Trait("rule", "BZ-32")]
    public async Task Name_who_stamps_an_exemption()
    {
        await using var applicant = await app.As("applicant@bazhou");
        var filing = await OwnFiling(applicant);
        Assert.Equal(new NotFoundHere("份文书"), (await applicant.Get<PrintLetter>().Run(filing.Id, new LetterAsk("training-exemption", "访惠聚驻村"), Ct)).Refusal);

        var row = (await applicant.Get<ReadFiling>().Run(filing.Id, Ct))!.Form.Rows(FormCatalogue.Training)[0];
        Assert.Null((await applicant.Get<SaveDraft>().Run(filing.Id, new DraftChange.Field(FormCatalogue.Training, row.Id, "exempt", "访惠聚驻村"), Ct)).Refusal);
        var serving = await Text(applicant, filing.Id, new LetterAsk("training-exemption", "访惠聚驻村"));
        var returned = await Text(applicant, filing.Id, new LetterAsk("training-exemption", "访惠聚驻村", Returned: true));

        Assert.Contains("由同级“访惠聚”办公室审核", serving, StringComparison.Ordinal);
        Assert.Contains("由原派驻单位所属的地州市或自治区区属主管单位审核", returned, StringComparison.Ordinal);
        Assert.Contains($"免学年度：{row["year"]}", serving, StringComparison.Ordinal);
        Assert.Matches(@"\d{17}[\dX]", serving);
        Assert.Equal(["2"], await app.Ask("select count(*)::text from audit_entries where act = 'PrintLetter' and body::text like '%含身份证号码%'"));
    }

    [Fact(DisplayName = "材料清单列出各栏与份数；别的单位、别的端口的人要不到"), Trait("rule", "KZ-13")]
    public async Task List_the_materials()
    {
        await using var applicant = await app.As("submitted@tacheng");
        await using var employer = await app.As("employer@tacheng");
        await using var stranger = await app.As("employer@bazhou");
        var filing = await OwnFiling(applicant);
        var text = await Text(employer, filing.Id, new LetterAsk("material-list"));
        Assert.Contains("近期一寸免冠照片1", text, StringComparison.Ordinal);
        Assert.Contains(filing.Number, text, StringComparison.Ordinal);
        Assert.Equal(new NotFoundHere("份申报"), (await stranger.Get<PrintLetter>().Run(filing.Id, new LetterAsk("material-list"), Ct)).Refusal);
        Assert.Equal(new NotFoundHere("份文书"), (await employer.Get<PrintLetter>().Run(filing.Id, new LetterAsk("nothing"), Ct)).Refusal);
    }
}
