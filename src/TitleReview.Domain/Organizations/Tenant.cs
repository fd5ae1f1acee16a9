namespace TitleReview.Domain.Organizations;

/// <summary>租户：一个评审端口，即一个地州市，或自治区本级。</summary>
/// <param name="Slug">地址里的短名，如 tacheng。</param>
/// <param name="Code">申报编号与查验码的前缀，如 TC。</param>
public sealed class Tenant(TenantId id, string slug, string code, string name)
{
    public TenantId Id { get; private set; } = id;
    public string Slug { get; private set; } = slug;
    public string Code { get; private set; } = code;
    public string Name { get; private set; } = name;

    /// <summary>平台管理自己占的一户：不是评审端口，不列在端口里，门户地址看上去也不存在。</summary>
    public const string PlatformSlug = "platform";

    public bool IsPlatform => Slug == PlatformSlug;

    /// <summary>新开端口的短名；留作平台管理的不给。</summary>
    public static Refusal? WhyNotSlug(string slug)
    {
        if (slug.Length is < 2 or > 30 || slug.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))) return new SlugUnreadable(slug);
        return slug == PlatformSlug ? new SlugReserved(slug) : null;
    }
}

public sealed record SlugReserved(string Slug) : Refusal($"短名“{Slug}”留作平台管理用，请另取一个。");
public sealed record SlugUnreadable(string Slug) : Refusal($"短名“{Slug}”不行：用 2 至 30 位小写字母、数字和短横。");
