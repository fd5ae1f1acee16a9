using TitleReview.Domain.SignIn;

namespace TitleReview.Domain.Tests.SignIn;

public sealed class A_code_of_the_moment
{
    /// <summary>RFC 6238, appendix B: the ASCII secret 12345678901234567890.</summary>
    private static readonly byte[] Secret = "12345678901234567890"u8.ToArray();

    [Theory(DisplayName = "RFC 6238 附录 B 的各个时刻")]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Is_what_the_standard_says(long seconds, string code) => Assert.Equal(code, Totp.Code(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8));

    [Fact(DisplayName = "前后差一步的也认，差两步的不认，用过的不认，空格不碍事")]
    public void May_be_a_step_off_and_is_used_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var step = Totp.StepAt(now);
        foreach (var off in new[] { -1, 0, 1 }) Assert.Equal(step + off, Totp.Match(Secret, Totp.Code(Secret, step + off).Insert(3, " "), now, 0));
        foreach (var off in new[] { -2, 2 }) Assert.Null(Totp.Match(Secret, Totp.Code(Secret, step + off), now, 0));
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, step), now, step));
        foreach (var bad in new[] { null, "", "abc", "12345", "1234567" }) Assert.Null(Totp.Match(Secret, bad, now, 0));
    }

    [Fact(DisplayName = "密钥的 Base32 写法，RFC 4648 的例子")]
    public void Is_written_in_base32()
    {
        Assert.Equal("MZXW6YTBOI", Totp.Base32("foobar"u8.ToArray()));
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Base32(Secret));
        Assert.StartsWith("otpauth://totp/%E5%A1%94%E5%9F%8E:a%40b?secret=GEZDG", Totp.Address(Secret, "a@b", "塔城"), StringComparison.Ordinal);
    }
}
