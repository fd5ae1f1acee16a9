using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Notices;

public sealed class A_public_notice
{
    private static readonly FilingId Filing = new(Guid.NewGuid());

    [Fact(DisplayName = "起止由系统算：次日为第一日，第五个工作日为末日"), Trait("rule", "TC-33")]
    public void Counts_its_days_itself()
    {
        var notice = Given.ANotice(Filing, Given.At(2023, 9, 27, 23, 59));

        Assert.Equal((new DateOnly(2023, 9, 28), new DateOnly(2023, 10, 10)), (notice.FirstDay, notice.LastDay));
        Assert.Equal(("test", 5), (notice.CalendarEdition, notice.WorkingDays));
    }

    [Fact(DisplayName = "第一日总在张贴之后：不能倒签"), Trait("rule", "TC-33")]
    public void Cannot_be_back_dated()
    {
        foreach (var hour in new[] { 0, 9, 23 })
        {
            var notice = Given.ANotice(Filing, Given.At(2023, 9, 18, hour));
            Assert.Equal(new DateOnly(2023, 9, 19), notice.FirstDay);
            Assert.True(notice.PostedAt < Moment.StartOf(notice.FirstDay));
        }
    }

    [Theory(DisplayName = "计划定为当日起算的：张贴当天是工作日算第一日，调休上班也算；放假日张贴从下一个工作日起"), Trait("rule", "TC-33")]
    [InlineData("2023-09-18", "2023-09-18", "2023-09-22")] // 周一
    [InlineData("2023-09-16", "2023-09-18", "2023-09-22")] // 周六
    [InlineData("2023-10-07", "2023-10-07", "2023-10-11")] // 周六，调休上班
    [InlineData("2023-09-28", "2023-09-28", "2023-10-10")] // 其后八天假
    [InlineData("2023-09-29", "2023-10-07", "2023-10-11")] // 中秋放假
    public void Counts_the_day_of_posting_where_the_plan_says_so(string posted, string first, string last)
    {
        var notice = Given.ANotice(Filing, new Moment(Moment.StartOf(DateOnly.Parse(posted)).AddHours(16)), Given.Terms().Notice with { FirstDayCounts = true });

        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last)), (notice.FirstDay, notice.LastDay));
        Assert.Equal(new NoticeStillRunning(notice.LastDay), notice.Conclude("无异议", new Moment(Moment.StartOf(notice.LastDay).AddHours(23))));
        Assert.Null(notice.Conclude("无异议", new Moment(Moment.StartOf(notice.LastDay.AddDays(1)))));
    }

    [Fact(DisplayName = "末日当天还没有满期，次日才能出结果：不能缩短"), Trait("rule", "TC-33")]
    public void Cannot_be_cut_short()
    {
        var notice = Given.ANotice(Filing);
        Assert.Equal(new DateOnly(2023, 9, 25), notice.LastDay);

        Assert.Equal(new NoticeStillRunning(notice.LastDay), notice.Conclude("无异议", Given.At(2023, 9, 25, 23, 59)));
        Assert.Null(notice.ConcludedAt);
        Assert.Null(notice.Conclude("无异议", Given.At(2023, 9, 26, 0)));
    }

    [Fact(DisplayName = "有没了结的异议不能出结果；查否之后可以"), Trait("rule", "TC-33")]
    public void Waits_for_an_open_objection()
    {
        var notice = Given.ANotice(Filing);
        var objection = Guid.NewGuid();
        Assert.Null(notice.Object(objection, "业绩不实", "同事", Given.Monday));
        var after = Given.At(2023, 9, 26, 9);

        Assert.Equal(new ObjectionOpen(), notice.Conclude("无异议", after));
        Assert.Null(notice.Settle(objection, "经查不属实", false, after));
        Assert.Null(notice.Conclude("无异议", after));
    }

    [Fact(DisplayName = "异议查实，不能出无异议的结果，也不能报送"), Trait("rule", "TC-33")]
    public void With_an_upheld_objection_has_no_result()
    {
        var notice = Given.ANotice(Filing);
        var objection = Guid.NewGuid();
        Assert.Null(notice.Object(objection, "业绩不实", null, Given.Monday));
        Assert.Null(notice.Settle(objection, "属实", true, Given.Monday));

        Assert.Equal(new ObjectionUpheld(), notice.Conclude("无异议", Given.At(2023, 9, 26, 9)));
        Assert.Equal(new ObjectionUpheld(), PublicNotice.WhyNotPassOn(notice));
    }

    [Fact(DisplayName = "异议要有内容，了结要有结果，了结只一次")]
    public void Records_objections_with_words()
    {
        var notice = Given.ANotice(Filing);
        var objection = Guid.NewGuid();

        Assert.Equal("请写明反映的内容。", Assert.Single(Assert.IsType<InvalidInput>(notice.Object(objection, " ", null, Given.Monday)).Errors).Sentence);
        Assert.Null(notice.Object(objection, "业绩不实", " ", Given.Monday));
        Assert.Null(Assert.Single(notice.Objections).By);
        Assert.Equal(new ObjectionOutcomeRequired(), notice.Settle(objection, null, false, Given.Monday));
        Assert.Equal(new NotFoundHere("条异议"), notice.Settle(Guid.NewGuid(), "查否", false, Given.Monday));
        Assert.Null(notice.Settle(objection, "查否", false, Given.Monday));
        Assert.Equal(new ObjectionAlreadySettled(), notice.Settle(objection, "属实", true, Given.Monday));
    }

    [Fact(DisplayName = "结果出了就不能再改，也不再登记异议")]
    public void Is_closed_by_its_result()
    {
        var notice = Given.ANotice(Filing);
        var after = Given.At(2023, 9, 26, 9);
        Assert.Null(notice.Conclude("无异议", after));

        Assert.Equal(new NoticeAlreadyConcluded(), notice.Conclude("又一次", after));
        Assert.Equal(new NoticeAlreadyConcluded(), notice.Object(Guid.NewGuid(), "迟来的", null, after));
        Assert.Equal("无异议", notice.Result);
        Assert.Null(PublicNotice.WhyNotPassOn(notice));
    }

    [Fact(DisplayName = "公示页从张贴看到末日的二十四点，之后看不到，也不能再在网上反映；退回了的随即停下"), Trait("rule", "TC-33")]
    public void Is_open_to_the_public_until_its_last_day()
    {
        var notice = Given.ANotice(Filing);
        var (last, after) = (Given.At(2023, 9, 25, 23), Given.At(2023, 9, 26, 0));
        Assert.Equal(new DateOnly(2023, 9, 25), notice.LastDay);
        Assert.True(notice.IsOpen(true, last));
        Assert.False(notice.IsOpen(true, after));
        Assert.False(notice.IsOpen(false, last));

        Assert.Null(notice.ObjectOnline(Guid.NewGuid(), "业绩不实", null, null, true, last));
        Assert.Equal(new NoticeOver(), notice.ObjectOnline(Guid.NewGuid(), "业绩不实", null, null, true, after));
        Assert.Equal(new NoticeOver(), notice.ObjectOnline(Guid.NewGuid(), "业绩不实", null, null, false, last));
        Assert.True(Assert.Single(notice.Objections).Online);
    }

    [Fact(DisplayName = "网上反映：重发一次只记一条；一条一个回执号；成堆地来，请改用别的方式；了结之后又能收")]
    public void Takes_what_the_public_says()
    {
        var notice = Given.ANotice(Filing);
        var first = Guid.NewGuid();
        for (var again = 0; again < 2; again++) Assert.Null(notice.ObjectOnline(first, "业绩不实", null, null, true, Given.Monday));
        Assert.Single(notice.Objections);

        while (notice.ObjectOnline(Guid.NewGuid(), "又一条", null, null, true, Given.Monday) is null) Assert.InRange(notice.Objections.Count, 1, 1000);
        Assert.Equal(new TooManyObjections(), notice.ObjectOnline(Guid.NewGuid(), "再一条", null, null, true, Given.Monday));
        Assert.Null(notice.Object(Guid.NewGuid(), "来信一封", "同事", Given.Monday));
        Assert.Equal(notice.Objections.Count, notice.Objections.Select(o => PublicNotice.ReadCode(o.Receipt.ToLowerInvariant())).Distinct().Count());

        Assert.Null(notice.Settle(first, "查否", false, Given.Monday));
        Assert.Null(notice.ObjectOnline(Guid.NewGuid(), "再一条", null, null, true, Given.Monday));
    }

    [Fact(DisplayName = "没有张贴公示，不能报送"), Trait("rule", "TC-33")]
    public void Is_needed_to_pass_on() => Assert.Equal(new NoticeNotOver(), PublicNotice.WhyNotPassOn(null));

    [Fact(DisplayName = "跨到没有公布的年份，不张贴")]
    public void Is_not_posted_into_an_unknown_year() =>
        Assert.Equal(new Domain.Calendar.CalendarYearMissing(2027),
            PublicNotice.Post(new NoticeId(Guid.NewGuid()), Filing, 1, Given.Terms().Notice, ShippedCalendar.Real, (_, _) => "", Given.At(2026, 12, 29, 9)).Refusal);
}

public sealed class A_recommendation_before_the_notice
{
    private static readonly NoticeTerms DecidesFirst = Given.Terms().Notice with { EmployerDecidesFirst = true };
    private static readonly Actor Administrator = Given.By(Given.Station);

    private static Filing AtTheEmployer() => Given.InApproval(Given.APlan());

    [Fact(DisplayName = "先研究同意推荐，登记之后才能张贴公示；经办记录写着哪天、经什么会议"), Trait("rule", "AK-17")]
    public void Comes_first()
    {
        var filing = AtTheEmployer();
        Assert.Equal(new NotYetRecommended(), filing.WhyNotPost(DecidesFirst, null));

        Assert.Null(filing.Recommend(DecidesFirst, null, new DateOnly(2023, 9, 15), " 党支部会议 ", Administrator, Given.Monday));

        Assert.Null(filing.WhyNotPost(DecidesFirst, null));
        var record = filing.Last(FilingAction.Recommend)!;
        Assert.Equal(("2023年9月15日经党支部会议研究，同意推荐", "水利工作站", FilingStatus.InApproval), (record.Opinion, record.Office, filing.Status));
    }

    [Fact(DisplayName = "日期不能晚于今天、不能早过一年，会议或形式要写"), Trait("rule", "AK-17")]
    public void Has_a_day_that_has_come_and_a_form()
    {
        var filing = AtTheEmployer();
        string[] Wrong(DateOnly? on, string? how) => [.. Assert.IsType<InvalidInput>(filing.Recommend(DecidesFirst, null, on, how, Administrator, Given.Monday)).Errors.Select(e => e.Field)];

        Assert.Equal(["On"], Wrong(new DateOnly(2023, 9, 19), "党支部会议"));
        Assert.Equal(["On"], Wrong(new DateOnly(2022, 9, 17), "党支部会议"));
        Assert.Equal(["On", "How"], Wrong(null, " "));
        Assert.Equal(["How"], Wrong(new DateOnly(2023, 9, 18), new string('会', 61)));
        Assert.Null(filing.Last(FilingAction.Recommend));
    }

    [Fact(DisplayName = "张贴之前可以重记，以后一条为准；张贴之后不能"), Trait("rule", "AK-17")]
    public void May_be_recorded_anew_until_the_notice_is_posted()
    {
        var filing = AtTheEmployer();
        Assert.Null(filing.Recommend(DecidesFirst, null, new DateOnly(2023, 9, 14), "党支部会议", Administrator, Given.Monday));
        Assert.Null(filing.Recommend(DecidesFirst, null, new DateOnly(2023, 9, 15), "党支部会议", Administrator, Given.Monday));
        Assert.StartsWith("2023年9月15日", filing.Last(FilingAction.Recommend)!.Opinion, StringComparison.Ordinal);

        Assert.Equal(new RecommendedBeforeNotice(), filing.Recommend(DecidesFirst, Given.ANotice(filing.Id), new DateOnly(2023, 9, 15), "党支部会议", Administrator, Given.Monday));
    }

    [Fact(DisplayName = "计划不要求的不用登记；不在自己这一站的不能登记"), Trait("rule", "AK-17")]
    public void Is_only_asked_where_the_plan_asks_it()
    {
        var filing = AtTheEmployer();
        Assert.Null(filing.WhyNotPost(Given.Terms().Notice, null));
        Assert.Equal(new NotAskedByPlan(), filing.Recommend(Given.Terms().Notice, null, new DateOnly(2023, 9, 15), "党支部会议", Administrator, Given.Monday));
        Assert.Equal(new NotYourStop("水利工作站"), filing.Recommend(DecidesFirst, null, new DateOnly(2023, 9, 15), "党支部会议", Given.By(Given.County), Given.Monday));
    }
}

public sealed class The_text_of_a_notice
{
    [Fact(DisplayName = "模板里的名称逐一换成内容，换进去的花括号不再解释"), Trait("rule", "TC-33")]
    public void Fills_every_name() =>
        Assert.Equal("现对{乙}同志申报水利专业进行公示。", NoticeText.Fill("现对{姓名}同志申报{专业}专业进行公示。", new Dictionary<string, string> { ["姓名"] = "{乙}", ["专业"] = "水利" }));

    [Fact(DisplayName = "查不到的名称是计划写错了，不静静留空")]
    public void Does_not_leave_a_gap() => Assert.Throws<InvalidOperationException>(() => NoticeText.Fill("{名姓}", new Dictionary<string, string>()));

    [Fact(DisplayName = "列得出模板用到的全部名称")]
    public void Names_what_it_needs() => Assert.Equal(["姓名", "专业"], NoticeText.Names("{姓名}与{专业}"));
}
