import { Module } from '@nestjs/common';
import { ControlModule } from '../control/control.module.js';
import { DashboardController } from './dashboard.controller.js';

@Module({ imports: [ControlModule], controllers: [DashboardController] })
export class DashboardModule {}
