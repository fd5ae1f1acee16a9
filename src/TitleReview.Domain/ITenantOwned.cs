namespace TitleReview.Domain;

/// <summary>属于某个评审端口（租户）的一行。租户由会话盖上，实体自己不选。</summary>
public interface ITenantOwned
{
    TenantId TenantId { get; set; }
}
