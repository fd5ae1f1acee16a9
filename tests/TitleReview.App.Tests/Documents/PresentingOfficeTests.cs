using TitleReview.App.Presenting;
using TitleReview.App.Tests.Plans;

namespace TitleReview.App.Tests.Documents;

public sealed class The_presenting_office_on_the_review_form
{
    [Theory(DisplayName = "呈报单位是把材料报到评委会（没有的报到末级）的那一站；用人单位直接报的没有")]
    [InlineData("tacheng", "employer", "local", "额敏县人力资源和社会保障局")]
    [InlineData("tacheng", "employer-direct", "local", null)]
    [InlineData("bazhou", "employer", null, "尉犁县人力资源和社会保障局"), InlineData("bazhou", "employer-direct", null, "巴音郭楞蒙古自治州交通运输局")]
    [InlineData("aksu", "employer", null, null)]
    [InlineData("xinjiang", "employer", "review", "自治区演示科学院"), InlineData("xinjiang", "employer-central", "entrusted", "自治区专业技术人员职称办公室"), InlineData("xinjiang", "employer", "aid", null)]
    [InlineData("kezhou", "employer", null, "阿图什市人力资源和社会保障局")]
    [Trait("rule", "BZ-23"), Trait("rule", "KJ-10"), Trait("rule", "KZ-11")]
    public void Is_the_stop_before_the_committee(string port, string employer, string? channel, string? office)
    {
        var world = new PlanWorld(port);

        Assert.Equal(office, ReviewFormPages.Presenting(world.Stops(employer, world.Choice(channel ?? world.Terms.Channels[0].Key)))?.OfficeName);
    }
}
