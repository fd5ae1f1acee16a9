using TitleReview.Domain.Permissions;
using TitleReview.Domain.SignIn;
using Xunit;

namespace TitleReview.Domain.Tests.SignIn;

public sealed class SignInRequirements
{
    private static SignInTerms With(params Role[] secondFactor) => new(secondFactor, 90, 0, 5, 90, 15, 30);

    [Theory(DisplayName = "观察员的两步登录随审核人员：从前存下的要求里没有他，也要")]
    [InlineData(Role.Observer, true)]
    [InlineData(Role.Officer, true)]
    [InlineData(Role.Expert, false)]
    [InlineData(Role.Applicant, false)]
    public void An_observer_signs_in_like_an_officer(Role role, bool wanted)
    {
        Assert.Equal(wanted, With(Role.Officer, Role.PlatformAdministrator).WantsSecondFactor(role));
        Assert.False(With().WantsSecondFactor(role));
    }
}
