using TitleReview.App.Notices;
using TitleReview.App.Plans;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Plans;

public sealed class The_Tacheng_plan_of_2023
{
    private static readonly PlanTerms Terms = PlanFiles.Read("tacheng-2023");

    private static TitleChoice A(string channel, string series, string specialty, Grade grade, TitleTrack track = TitleTrack.Review, FilingPath path = FilingPath.Regular) =>
        new(channel, series, specialty, grade, track, path);

    private static Refusal? WhyNot(TitleChoice choice, EmployerKind kind = EmployerKind.PublicInstitution) => Terms.WhyNotChoose(choice, kind);

    [Theory(DisplayName = "以考代评的专业不开放"), Trait("rule", "TC-01")]
    [InlineData("会计"), InlineData("经济"), InlineData("统计"), InlineData("审计"), InlineData("计算机技术与软件")]
    public void Offers_no_exam_only_specialty(string specialty) =>
        Assert.Equal(new ExamOnly(specialty), WhyNot(A("local", "工程系列", specialty, Grade.Intermediate)));

    [Fact(DisplayName = "公务员、参公、离退休人员不得申报"), Trait("rule", "TC-02"), Trait("rule", "TC-03")]
    public void Bars_three_identities() => Assert.Equal(["公务员", "参照公务员法管理人员", "离退休人员"], Terms.Eligibility.BarredIdentities);

    [Theory(DisplayName = "高技能贯通：高级工两年助理级、技师三年中级、高级技师四年副高，近三年考核合格"), Trait("rule", "TC-04")]
    [InlineData("高级工", 2, Grade.Assistant), InlineData("技师", 3, Grade.Intermediate), InlineData("高级技师", 4, Grade.AssociateSenior)]
    public void Knows_the_steps_of_the_skilled(string level, int years, Grade grade)
    {
        Assert.Contains(new SkilledTradesStep(level, years, grade), Terms.SkilledTrades.Steps);
        Assert.Equal(3, Terms.SkilledTrades.AppraisalYears);
    }

    [Fact(DisplayName = "贯通只在通知列出的系列"), Trait("rule", "TC-04")]
    public void Opens_the_skilled_path_only_where_the_notice_does()
    {
        Assert.Null(WhyNot(A("local", "工程系列", "水利", Grade.Intermediate, path: FilingPath.SkilledTrades)));
        Assert.Equal(new SkilledTradesNotForSeries("新闻系列"), WhyNot(A("local", "新闻系列", "新闻", Grade.Intermediate, path: FilingPath.SkilledTrades)));
    }

    [Theory(DisplayName = "技工院校班次的同等学历"), Trait("rule", "TC-05")]
    [InlineData("中级工班", "中专"), InlineData("高级工班", "大专"), InlineData("预备技师（技师）班", "本科")]
    public void Equates_the_classes_of_technical_schools(string taught, string equals) => Assert.Equal(equals, Terms.Eligibility.EducationEquivalence[taught]);

    [Fact(DisplayName = "地区中初级评审的目录与通知一字不差"), Trait("rule", "TC-06")]
    public void Lists_the_specialties_of_the_notice()
    {
        var specialties = Terms.Catalogue.SelectMany(s => s.Specialties).Select(s => s.Name);
        string[] notice =
        [
            "建筑", "建材", "水利", "林业", "生态环境保护", "测绘", "质量技术监督", "国土空间规划", "机械电子", "农艺", "畜牧", "兽医", "技工院校教师", "党干校（中等专科体制）教师",
            "新闻", "播音", "少数民族语文翻译", "体育教练员", "图书资料", "文物博物", "群众文化", "艺术",
        ];
        Assert.Equal(notice.Order(StringComparer.Ordinal), specialties.Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "地区只评中、初级：目录没有给的级别选不了"), Trait("rule", "TC-06")]
    public void Reviews_only_the_grades_of_its_catalogue()
    {
        foreach (var series in Terms.Catalogue)
            foreach (var specialty in series.Specialties)
                foreach (var grade in Enum.GetValues<Grade>())
                    Assert.Equal(specialty.Grades.Contains(grade) ? null : new NotOffered(), WhyNot(A("local", series.Name, specialty.Name, grade)));
        Assert.DoesNotContain(Terms.Catalogue.SelectMany(s => s.Specialties).SelectMany(s => s.Grades), g => g > Grade.Intermediate);
    }

    [Fact(DisplayName = "高级推荐自治区评审，初审后报上级"), Trait("rule", "TC-07")]
    public void Recommends_the_senior_grades_upwards()
    {
        Assert.True(Terms.Channel("recommend")!.Outbound);
        Assert.Null(WhyNot(A("recommend", "工程系列", "水利", Grade.AssociateSenior)));
        Assert.Null(WhyNot(A("recommend", "工程系列", "水利", Grade.Senior)));
        Assert.Equal(new NotOffered(), WhyNot(A("recommend", "工程系列", "水利", Grade.Intermediate)));
        Assert.Equal(new NotOffered(), WhyNot(A("local", "工程系列", "水利", Grade.Senior)));
    }

    [Fact(DisplayName = "定向评价只有农艺、畜牧、兽医，在本端口评，可到正高"), Trait("rule", "TC-08")]
    public void Targets_three_specialties()
    {
        foreach (var specialty in new[] { "农艺", "畜牧", "兽医" }) Assert.Null(WhyNot(A("targeted", "农业系列", specialty, Grade.Senior)));
        Assert.Equal(new NotOffered(), WhyNot(A("targeted", "工程系列", "水利", Grade.Senior)));
        Assert.False(Terms.Channel("targeted")!.Outbound);
    }

    [Fact(DisplayName = "民营企业专项只对民营企业，只有工程、农业"), Trait("rule", "TC-09")]
    public void Keeps_the_private_channel_for_private_enterprises()
    {
        var choice = A("private", "工程系列", "水利", Grade.AssociateSenior);
        Assert.Null(WhyNot(choice, EmployerKind.PrivateEnterprise));
        foreach (var kind in Enum.GetValues<EmployerKind>().Where(k => k != EmployerKind.PrivateEnterprise))
            Assert.Equal(new ChannelNotForEmployer("民营企业专项评审"), WhyNot(choice, kind));
        Assert.Equal(new NotOffered(), WhyNot(A("private", "艺术系列", "艺术", Grade.Intermediate), EmployerKind.PrivateEnterprise));
    }

    [Fact(DisplayName = "编出来的渠道、系列、专业、级别、方式、途径一律没有开放")]
    public void Refuses_what_it_does_not_list()
    {
        var right = A("local", "工程系列", "水利", Grade.Intermediate);
        Assert.Null(WhyNot(right));
        foreach (var wrong in new[]
        {
            right with { Channel = "nowhere" }, right with { Series = "没有的系列" }, right with { Specialty = "没有的专业" }, right with { Series = "农业系列" },
            right with { Grade = (Grade)99 }, right with { Track = TitleTrack.Conferral }, right with { Track = (TitleTrack)99 }, right with { Path = (FilingPath)99 },
        }) Assert.Equal(new NotOffered(), WhyNot(wrong));
    }

    [Theory(DisplayName = "各系列的申报时间，起止以通知为准，没有单列的用总的时间"), Trait("rule", "TC-40")]
    [InlineData("技工院校教师系列", "技工院校教师", "2023-08-15", "2023-08-20")]
    [InlineData("党干校教师系列", "党干校（中等专科体制）教师", "2023-08-15", "2023-08-20")]
    [InlineData("艺术系列", "艺术", "2023-08-21", "2023-08-26")]
    [InlineData("新闻系列", "新闻", "2023-08-27", "2023-09-01")]
    [InlineData("体育教练员系列", "体育教练员", "2023-08-27", "2023-09-01")]
    [InlineData("播音系列", "播音", "2023-08-27", "2023-09-01")]
    [InlineData("少数民族语文翻译系列", "少数民族语文翻译", "2023-08-27", "2023-09-01")]
    [InlineData("农业系列", "兽医", "2023-09-02", "2023-09-10")]
    [InlineData("工程系列", "测绘", "2023-09-11", "2023-09-28")]
    [InlineData("图书资料系列", "图书资料", "2023-08-15", "2023-09-28")]
    [InlineData("文物博物系列", "文物博物", "2023-08-15", "2023-09-28")]
    [InlineData("群众文化系列", "群众文化", "2023-08-15", "2023-09-28")]
    public void Opens_each_series_in_its_days(string series, string specialty, string first, string last)
    {
        var window = Terms.WindowFor(A("local", series, specialty, Grade.Intermediate));
        Assert.Equal(Moment.StartOf(DateOnly.Parse(first)), window.Opens);
        Assert.Equal(Moment.EndOf(DateOnly.Parse(last)), window.Closes);
    }

    [Fact(DisplayName = "三次、退回到申报期结束、逾期不予受理"), Trait("rule", "TC-16")]
    public void Counts_three_submissions()
    {
        Assert.Equal(new SubmissionTerms(3, CountingPoint.AtSubmit), Terms.Submission);
        Assert.Equal(new FixTerms(FixUnit.WindowEnd, 0, MayPassWindowEnd: false, LapsesAsNotAccepted: true), Terms.Fix);
    }

    [Fact(DisplayName = "单位意见的固定措辞与通知一字不差（通知印作“己”）"), Trait("rule", "TC-39")]
    public void Keeps_the_words_of_the_opinion() =>
        Assert.Contains(Terms.Opinions, o => o is { Stop: OfficeKind.Employer, IsDefault: true, Text: "本单位己对提供的申报材料逐一审核，真实准确，同意推荐" });

    [Fact(DisplayName = "评审表两份、双面、有水印，形式审核通过才打印"), Trait("rule", "TC-38")]
    public void Prints_two_copies_with_a_watermark() => Assert.Equal(new PrintTerms(PrintGate.FormalityPassed, 2, true, true), Terms.Print);

    [Fact(DisplayName = "收费：高级400、中级300、初级200，有依据"), Trait("rule", "TC-19")]
    public void Knows_the_fees() =>
        Assert.Equal([(int?)200, 200, 300, 400, 400], Enum.GetValues<Grade>().Select(g => Terms.Fees.For(A("local", "工程系列", "水利", g))?.Yuan));

    [Fact(DisplayName = "评审会与发文的时间"), Trait("rule", "TC-41")]
    public void Knows_the_milestones()
    {
        Assert.Equal((new DateOnly(2023, 10, 16), new DateOnly(2023, 11, 24)), (Terms.Milestones[0].From, Terms.Milestones[0].To));
        Assert.Equal(new DateOnly(2023, 12, 29), Terms.Milestones[^1].To);
    }

    [Fact(DisplayName = "定向评价农艺、畜牧、兽医的正、副高答辩，可以线上；别的都不答辩"), Trait("rule", "TC-18")]
    public void Knows_who_defends()
    {
        bool Defends(TitleChoice choice) => Terms.Defence.Rules.Any(r => r.Scope.Covers(choice, null));

        Assert.True(Defends(A("targeted", "农业系列", "兽医", Grade.Senior)));
        Assert.True(Defends(A("targeted", "农业系列", "农艺", Grade.AssociateSenior)));
        Assert.False(Defends(A("targeted", "农业系列", "农艺", Grade.Intermediate)));
        Assert.False(Defends(A("recommend", "农业系列", "农艺", Grade.Senior)));
        Assert.Equal(DefenceMode.Either, Assert.Single(Terms.Defence.Rules).Mode);
    }

    [Fact(DisplayName = "花名册的标题与各栏，系统都有内容可填"), Trait("rule", "TC-37")]
    public void Orders_a_roster_that_can_be_filled()
    {
        Assert.Equal("2023年度评审专业技术任职资格人员花名册", Terms.Roster.Title);
        Assert.All(Terms.Roster.Columns, c => Assert.NotNull(RosterColumn.Known(c)));
    }

    [Fact(DisplayName = "承诺书里的五年就是计划的五年"), Trait("rule", "TC-45")]
    public void Pledges_the_years_of_its_penalty()
    {
        Assert.Equal(5, Terms.Penalty.PersonYears);
        Assert.Contains("下一年度起5年内", Terms.PledgeText(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "只收JPG；盲评遮盖四样"), Trait("rule", "TC-21"), Trait("rule", "TC-35")]
    public void Takes_only_jpg_and_masks_four_things()
    {
        Assert.Equal(["jpg"], Terms.Files.Kinds);
        Assert.Equal(4, Terms.Masking.Items.Count);
    }

    [Fact(DisplayName = "“其他附件”里有通知列出的栏目"), Trait("rule", "TC-34")]
    public void Has_the_slots_of_other_attachments() =>
        Assert.Subset(Terms.Slots.Where(s => s.Module == "other").Select(s => s.Title).ToHashSet(), new HashSet<string> { "廉政情况证明", "教师资格证", "普通话证书", "其他附件" });

    [Fact(DisplayName = "公示模板用到的名称，系统都填得出"), Trait("rule", "TC-33")]
    public void Uses_only_names_that_can_be_filled()
    {
        Assert.Empty(NoticeText.Names(Terms.Notice.PosterText + Terms.Notice.ResultText).Except(NoticeWords.Names));
        Assert.Equal(5, Terms.Notice.WorkingDays);
    }

    [Fact(DisplayName = "合乎国家底线；材料栏目、出处都对得上")]
    public void Is_consistent()
    {
        Assert.Null(NationalFloor.WhyNot(Terms));
        Assert.Distinct(Terms.Slots.Select(s => s.Key));
        Assert.All(Terms.Slots, s => Assert.NotNull(Terms.Module(s.Module)));
        Assert.All(Terms.Slots.Where(s => s.Clause is not null), s => Assert.NotNull(Terms.Clause(s.Clause!)));
        Assert.All(Terms.Slots.Where(s => s.When?.Field is not null), s => Assert.NotNull(Terms.Module(s.Module)!.Field(s.When!.Field!)));
        Assert.All(Terms.Channels.SelectMany(c => c.Series), s => Assert.Contains(Terms.Catalogue, c => c.Name == s));
        Assert.All(Terms.SkilledTrades.Series, s => Assert.Contains(Terms.Catalogue, c => c.Name == s));
    }

    [Fact(DisplayName = "出处逐句摘自通知：可以略去，不可以改写")]
    public void Quotes_the_notice()
    {
        var notice = Bare(File.ReadAllText(Path.Combine(Repository.Root, "src", "TitleReview.App", "Plans", "notices", "tacheng-2023.txt")));
        var own = Terms.Clauses.Values.Where(c => c.RuleId != "国家规定").ToList();
        Assert.All(own, c => Assert.Matches("^TC-(0[1-9]|[1-3][0-9]|4[0-5])$", c.RuleId));
        Assert.Equal([], own.SelectMany(c => Bare(c.Sentence).Split('。', '，', '；', '（', '）', '：')).Where(part => !notice.Contains(part, StringComparison.Ordinal)));
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('“' or '”')));
}
