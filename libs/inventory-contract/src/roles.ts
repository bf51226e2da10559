/**
 * The app roles of the Inventory API, as they stand in its app registration and in a token's `roles` claim.
 *
 * `read`: see stock. `reserve`: hold, confirm and release pieces. `manage`: set stock and read its ledger.
 */
export const inventoryRoles = {
  read: 'Inventory.Read',
  reserve: 'Inventory.Reserve',
  manage: 'Inventory.Manage',
} as const;

export type InventoryRole = (typeof inventoryRoles)[keyof typeof inventoryRoles];
