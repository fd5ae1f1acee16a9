namespace TitleReview.App;

/// <summary>成批导入与邀请的限额；运维在设置里改。</summary>
/// <param name="ImportRows">一个表格至多多少行。</param>
/// <param name="ImportBytes">一个表格至多多大。</param>
/// <param name="InvitationDays">激活账号的链接几天内有效。</param>
public sealed record PeopleSettings(int ImportRows = 5000, long ImportBytes = 3 * 1024 * 1024, int InvitationDays = 14);
