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
}
