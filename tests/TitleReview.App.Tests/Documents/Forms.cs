using TitleReview.Documents.ReviewForms;

namespace TitleReview.App.Tests.Documents;

/// <summary>评审表的样例；人名、单位皆为虚构。</summary>
public static class Forms
{
    public static readonly DateTimeOffset August20 = new(2023, 8, 20, 10, 0, 0, TimeSpan.FromHours(8));

    public static ReviewFormData Empty(string name = "张三样") => new()
    {
        FilingNumber = "TC-2023-000123",
        Cover = new Cover("塔城地区样例水利设计院", name, "工程师", "高级工程师", "2023年8月20日"),
        Basics = new BasicFacts { Name = name },
        CheckCode = "7F3K-92QX",
        CheckAddress = "https://titlereview.example/check/7F3K92QX",
        PrintedAt = August20,
    };

    /// <summary>Every cell holds a text of its own; the list says which.</summary>
    public static (ReviewFormData Form, IReadOnlyList<string> Planted) Planted()
    {
        var planted = new List<string>();
        string P()
        {
            planted.Add($"Q{planted.Count:000}Z");
            return planted[^1];
        }

        var form = new ReviewFormData
        {
            FilingNumber = P(),
            Cover = new Cover(P(), P(), P(), P(), P(), P()),
            Basics = new BasicFacts
            {
                Name = P(), FormerName = P(), Gender = P(), Ethnicity = P(), BirthDate = P(), BirthPlace = P(), Salary = P(),
                WorkingSince = P(), Health = P(), Education = new HighestEducation(P(), P(), P(), P(), P()),
                CurrentPost = P(), CurrentWork = P(), TitleHeld = P(), AdministrativePost = P(), PartyMembership = P(),
                DemocraticParty = P(), Societies = P(), ForeignLanguages = P(),
            },
            Studies = [new Study(P(), P(), P(), P(), P(), P()), new Study(P(), P(), P(), P(), P(), P())],
            Jobs = [new Job(P(), P(), P(), P())],
            EarlierAchievements = [new Achievement(P(), P(), P(), P())],
            Achievements = [new Achievement(P(), P(), P(), P())],
            Publications = [new Publication(P(), P(), P(), P())],
            Summary = P(),
            Exams = [new Exam(P(), P(), P(), P(), P())],
            Defence = P(),
            Appraisals = P(),
            EmployerOpinion = P(),
            PresentingOpinion = P(),
            PeerOpinion = P(),
            Vote = new CommitteeVote(P(), P(), P(), P(), P()),
            CommitteeOpinion = P(),
            ConfirmingOpinion = P(),
            Instructions = [P(), P()],
            Pledge = P(),
            CheckCode = P(),
            CheckAddress = "https://titlereview.example/check/planted",
            PrintedAt = August20,
        };
        return (form, planted);
    }

    /// <summary>Numbered sentences, so that a lost line shows.</summary>
    public static string Sentences(int characters) =>
        string.Concat(Enumerable.Range(1, characters / 12).Select(n => $"【{n:00000}】主持设计。{(n % 40 == 0 ? "\n" : "")}"));
}
