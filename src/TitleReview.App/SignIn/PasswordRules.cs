namespace TitleReview.App.SignIn;

/// <summary>口令规则（GB/T 22239 第三级）：至少十位，四类字符取三，不含登录名，不是常见口令。</summary>
public static class PasswordRules
{
    private const int MinLength = 10, MaxLength = 128;

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    { "Password123", "Password123!", "Qwerty12345", "Qwertyuiop1", "Admin123456", "Aa123456789", "1qaz2wsx3edc", "Abc1234567", "P@ssw0rd123", "Abcd123456" };

    public static string? WhyNot(string? password, string loginName)
    {
        password ??= "";
        if (password.Length < MinLength) return $"密码至少 {MinLength} 位。";
        if (password.Length > MaxLength) return $"密码最多 {MaxLength} 位。";
        var classes = new Func<char, bool>[] { char.IsAsciiLetterLower, char.IsAsciiLetterUpper, char.IsAsciiDigit, c => !char.IsAsciiLetterOrDigit(c) }.Count(password.Any);
        if (classes < 3) return "密码须含大写字母、小写字母、数字、符号中的三种。";
        if (loginName.Length > 2 && password.Contains(loginName, StringComparison.OrdinalIgnoreCase)) return "密码不能包含登录名。";
        return Common.Contains(password) ? "这个密码太常见，容易被猜到，请换一个。" : null;
    }
}
