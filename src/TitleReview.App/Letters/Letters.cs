using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.People;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Notices;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Letters;

/// <param name="Exemption">免学申请表：哪一种事由；别的文书为空。</param>
/// <param name="Returned">免学申请表：是否已经返回，由谁盖章因此不同（BZ-32）。</param>
public sealed record LetterAsk(string Key, string? Exemption = null, bool Returned = false);

/// <param name="SlotTitle">签好之后传到哪个栏目；只交纸质的为空。</param>
/// <param name="Uploaded">那个栏目已经有几张。</param>
/// <param name="Exemptions">免学申请表：申报表里填了的事由，各由谁盖章。</param>
public sealed record LetterRow(LetterTerms Terms, string? SlotTitle, int Uploaded, IReadOnlyList<TrainingExemption> Exemptions);

public sealed record LettersView(Filing Filing, string Applicant, IReadOnlyList<LetterRow> Rows);

/// <summary>一份申报要用的文书：印什么、怎么签、签好传到哪里。</summary>
[Does(Act.PrintLetter)]
public sealed class ReadLetters(TenantSessions sessions)
{
    public async Task<LettersView?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.PrintLetter, filing) is not null) return null;

        var dossier = await session.Dossier(filing!, ct);
        var rows = dossier.Letters().Select(l => new LetterRow(
            l, dossier.Plan.Terms.Slots.FirstOrDefault(s => s.Key == l.Slot)?.Title, dossier.Materials.Count(m => m.Slot == l.Slot), l.Form == LetterForm.TrainingExemption ? dossier.Exemptions() : []));
        return new LettersView(filing!, dossier.Applicant.Name, [.. rows]);
    }
}

/// <summary>打印一份文书。写全身份证号的，留一句审计。</summary>
[Does(Act.PrintLetter)]
public sealed class PrintLetter(TenantSessions sessions, Vault vault, DocumentWorker worker)
{
    public async Task<(byte[]? Pdf, string? FileName, Refusal? Refusal)> Run(FilingId id, LetterAsk ask, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.PrintLetter, filing) is { } refusal) return (null, null, refusal);

        var dossier = await session.Dossier(filing!, ct);
        if (dossier.Letters().FirstOrDefault(l => l.Key == ask.Key) is not { } letter) return (null, null, new NotFoundHere("份文书"));
        var exemption = dossier.Exemptions().FirstOrDefault(e => e.Name == ask.Exemption);
        if (letter.Form == LetterForm.TrainingExemption && exemption is null) return (null, null, new NoExemptionFilled());

        var full = letter.Form == LetterForm.TrainingExemption || NoticeText.Names(letter.Text).Contains("身份证号");
        var number = full ? vault.Open(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, dossier.Applicant.SealedResidentId) : "";
        var words = LetterWords.Of(dossier, number);
        var pdf = letter.Form switch
        {
            LetterForm.TrainingExemption => await SheetPrinter.Print(LetterSheets.Exemption(letter, exemption!, ask.Returned, dossier, words, session.Now), worker, ct),
            LetterForm.MaterialList => await SheetPrinter.Print(LetterSheets.Materials(letter, dossier, words, session.Now), worker, ct),
            _ => await NoticePrinter.Print(new NoticeData
            {
                Title = letter.Title,
                // 空行是留给手写的。
                Paragraphs = [.. NoticeText.Fill(letter.Text, words).TrimEnd('\n').Split('\n').Select(p => new NoticeParagraph(p))],
                SignatureLines = letter.Signatures,
                PrintedAt = session.Now.Instant,
            }, worker, ct),
        };
        if (full) session.Note($"{letter.Title}，含身份证号码");
        return full && await session.Save(ct) is { } conflict ? (null, null, conflict) : (pdf, $"{letter.Title}-{filing!.Number}.pdf", null);
    }
}

internal static class LettersOfFiling
{
    /// <summary>这份申报用得着的：范围合的；免学申请表，填了免试的才有。</summary>
    public static IEnumerable<LetterTerms> Letters(this FilingDossier d) =>
        d.Plan.Terms.Letters.Where(l => l.Scope.Covers(d.Filing.Choice, d.Employer.EmployerKind) && (l.Form != LetterForm.TrainingExemption || d.Exemptions().Count > 0));

    /// <summary>申报表里填了的免试事由，计划认的。</summary>
    public static IReadOnlyList<TrainingExemption> Exemptions(this FilingDossier d)
    {
        var filled = d.Filing.Form.Rows(FormCatalogue.Training).Select(r => r["exempt"]).ToHashSet(StringComparer.Ordinal);
        return [.. d.Plan.Terms.Training.Exemptions.Where(e => filled.Contains(e.Name))];
    }

    /// <summary>因这个事由免学的是哪几年。</summary>
    public static IEnumerable<string> ExemptYears(this FilingDossier d, string exemption) =>
        d.Filing.Form.Rows(FormCatalogue.Training).Where(r => r["exempt"] == exemption).Select(r => r["year"]).Order(StringComparer.Ordinal);
}

public sealed record NoExemptionFilled() : Refusal("申报表的“继续教育”里没有填这个免试事由，请先填好再打印。");
